import { useEffect, useReducer } from "react";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import type * as foldedList from "./foldedList.ts";
import type * as foldRowView from "./FoldRowView.tsx";

type FoldingCode = typeof foldedList & typeof foldRowView;

let code: FoldingCode | undefined;

async function load(): Promise<void> {
  const [list, row] = await Promise.all([import("./foldedList.ts"), import("./FoldRowView.tsx")]);
  code ??= { ...list, ...row };
}

/** Fetches what folds rows ahead of its first use. A failure is no news here: using it asks again. */
export async function preloadFolding(): Promise<void> {
  await load().catch(() => undefined);
}

/** What folds rows and draws a fold; undefined while nothing is folded, and until it is there. */
export function useFoldingCode(isWanted: boolean): FoldingCode | undefined {
  const store = useScopeStore();
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);
  const isMissing = isWanted && code === undefined;
  useEffect(() => {
    if (!isMissing) return undefined;
    let isHere = true;
    load().then(
      () => (isHere ? renderAgain() : undefined),
      (error: unknown) => store.getState().notify({ severity: "error", text: partNotLoaded(error) }),
    );
    return () => void (isHere = false);
  }, [isMissing, store]);
  return isWanted ? code : undefined;
}
