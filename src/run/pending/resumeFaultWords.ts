import type { RunView } from "#src/reconstruction/types.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { ResumeFault } from "./resumeFault.ts";

/** A way to resume wrongly, in words. */
export interface FaultWords {
  /** A few words for a menu. */
  readonly title: string;
  /** What the next request does, in a sentence. */
  readonly does: string;
  /** What a correct agent does by AG-UI 1.0, in a sentence. */
  readonly wanted: string;
}

const REFUSES = "A correct agent ends the run with RUN_ERROR";

/** The faults in the order in which they are offered. Source: PROTOCOL.md, interrupts of 1.0 (https://docs.ag-ui.com/spec/1.0/). */
export const FAULT_WORDS: Readonly<Record<ResumeFault, FaultWords>> = {
  partial: {
    title: "Partial resume",
    does: "The next resume leaves the last answer out.",
    wanted: `${REFUSES}: one resume must cover all open interrupts.`,
  },
  expired: {
    title: "Expired resume",
    does: "The next resume is sent when the interrupts have expired.",
    wanted: `${REFUSES}: what has expired can only be cancelled.`,
  },
  "unknown-id": {
    title: "Unknown interrupt id",
    does: "The next resume also answers an interrupt that nobody opened.",
    wanted: `${REFUSES}: no interrupt of that id is open.`,
  },
  repeated: {
    title: "Repeated answer",
    does: "The next resume holds the first answer twice.",
    wanted:
      "A correct agent acts on it once, because the same answer again means the same, or ends the run with RUN_ERROR.",
  },
  missing: {
    title: "Missing resume",
    does: "The next request goes without resume.",
    wanted: `${REFUSES}: open interrupts block any other input.`,
  },
};

/** What an agent made of a resume that was wrong on purpose. */
export interface FaultVerdict {
  /** True where a correct agent could have done the same. */
  readonly isRight: boolean;
  /** A sentence or two. */
  readonly sentence: string;
}

/** Judges the run that answered a resume that was wrong on purpose. `run` is undefined where no event of a run came. */
export function faultVerdict(
  fault: ResumeFault,
  run: RunView | undefined,
  { detail, sentence }: RunStatus,
): FaultVerdict {
  const { title, wanted } = FAULT_WORDS[fault];
  if (run?.status === "error") {
    const { message = "", code } = run.error ?? {};
    const said = code === undefined ? message : `${code}: ${message}`;
    return { isRight: true, sentence: `${title}: the agent refused it with RUN_ERROR (${said}), as AG-UI 1.0 wants.` };
  }
  if (run?.status === "success" || run?.status === "interrupt" || run?.status === "cancelled") {
    if (fault === "repeated" && run.status === "success") {
      return { isRight: true, sentence: `${title}: the agent went on. Look whether it acted once or twice.` };
    }
    const did = run.status === "interrupt" ? "asked again" : "went on as if nothing were wrong";
    return { isRight: false, sentence: `${title}: the agent ${did}. ${wanted}` };
  }
  return { isRight: false, sentence: `${title}: no RUN_ERROR came. ${sentence ?? detail} ${wanted}` };
}
