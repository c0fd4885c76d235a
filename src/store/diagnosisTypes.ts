import type { PathFinding } from "#src/run/diagnosis/tryPaths.ts";
import type { Diagnosis } from "#src/run/diagnosis/types.ts";
import type { RequestDraft } from "#src/run/types.ts";

/** What is found out after a run that failed, and what the user does about it. */
export interface DiagnosisSlice {
  /** Why the run on screen failed, or a hint about one that did not; undefined while one goes on, and for a request that was never sent. */
  readonly diagnosis: Diagnosis | undefined;
  /** What is being asked of the agent's server now. */
  readonly asking: "nothing" | "preflight" | "paths";
  /** What is at the usual paths; undefined until the user asks, and from the next run on. */
  readonly pathsFound: readonly PathFinding[] | undefined;
  /** The draft whose body the agent complained about: the complaints stand beside it until it is edited. */
  readonly refusedDraft: RequestDraft | undefined;
  readonly isRequestEditorOpen: boolean;
  /** Asks the address of the last run with OPTIONS through the relay, and says better why that run failed. */
  readonly lookBehind: () => Promise<void>;
  /** Asks the usual paths of the server with GET and OPTIONS; no run is started. */
  readonly tryPaths: () => Promise<void>;
  readonly showRequestEditor: (isOpen: boolean) => void;
  /** Adds a header without a value to those in use, unless there is one of that name. */
  readonly addHeader: (name: string) => void;
}
