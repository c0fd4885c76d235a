import { useEffect, useState } from "react";
import type { sentSchemaProblem, toolWarnings } from "./toolWarnings.ts";

interface Code {
  readonly toolWarnings: typeof toolWarnings;
  readonly sentSchemaProblem: typeof sentSchemaProblem;
}

let known: Code | undefined;

/** What judges tools before they are sent, once it is wanted and has come: the validator in it is big. */
export function useToolWarningsCode(isWanted: boolean): Code | undefined {
  const [code, setCode] = useState(() => known);
  useEffect(() => {
    if (!isWanted || code) return undefined;
    let isGone = false;
    const load = async (): Promise<void> => {
      known = await import("./toolWarnings.ts");
      if (!isGone) setCode(() => known);
    };
    // Without it the editor of a tool still says what is wrong with it.
    load().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [isWanted, code]);
  return isWanted ? code : undefined;
}
