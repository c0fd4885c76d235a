import { useMemo } from "react";
import type { InputProblem } from "#src/run/types.ts";
import { selectTools, selectToolsOn } from "#src/store/toolSets.ts";
import { useScope } from "#src/ui/useScope.ts";
import { useToolWarningsCode } from "./useToolWarningsCode.ts";

/** What becomes of the tools that are not right when Run is pressed. */
export function useToolWarnings(): readonly InputProblem[] {
  const tools = useScope(selectTools);
  const isWanted = useScope((state) => selectToolsOn(state) > 0 && state.draft.bodyText === undefined);
  const code = useToolWarningsCode(isWanted);
  return useMemo(() => code?.toolWarnings(tools) ?? NONE, [code, tools]);
}

const NONE: readonly InputProblem[] = [];
