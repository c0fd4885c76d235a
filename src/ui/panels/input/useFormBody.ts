import { useEffect, useState } from "react";
import type { formBody } from "#src/run/bodyForm/bodyForm.ts";

let known: typeof formBody | undefined;

/** What brings a body into a form, once it is wanted and has come; it is wanted seldom. Where it does not come, Run says so. */
export function useFormBody(isWanted: boolean): typeof formBody | undefined {
  const [, setCount] = useState(0);
  const isMissing = isWanted && known === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isGone = false;
    const load = async (): Promise<void> => {
      const loaded = await import("#src/run/bodyForm/bodyForm.ts").catch(() => undefined);
      known = loaded?.formBody;
      if (!isGone) setCount((count) => count + 1);
    };
    void load();
    return () => {
      isGone = true;
    };
  }, [isMissing]);
  return isWanted ? known : undefined;
}
