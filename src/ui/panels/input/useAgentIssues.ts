import type { ErrorIssue } from "#src/protocol/errorIssues.ts";
import { useScope } from "#src/ui/useScope.ts";

const NONE: readonly ErrorIssue[] = [];

/** What the agent said about the body of the last run, for as long as nothing of it was edited. */
export function useAgentIssues(): readonly ErrorIssue[] {
  return useScope((state) => (state.refusedDraft === state.draft ? state.diagnosis?.issues : undefined)) ?? NONE;
}
