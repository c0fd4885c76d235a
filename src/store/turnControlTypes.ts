import type { DialectId } from "#src/run/pending/types.ts";
import type { ResumeFault } from "#src/run/pending/resumeFault.ts";

/** How the turns of the client go on. Kept in this browser. */
export interface LoopSettings {
  /** Each request that the loop makes itself is shown before it is sent. */
  readonly review: boolean;
  /** Requests that the loop may make itself after Run: 1 to 1000. */
  readonly mostRounds: number;
  /** The automatic rules as they are kept; `keptRules` (src/run/turn/ruleFile.ts) reads them. */
  readonly rules: readonly unknown[];
  /** Rules also answer what may be no question. */
  readonly rulesForDoubts: boolean;
  /** The dialects that are looked for although they are a guess, or mean more than the next request. */
  readonly optIn: readonly DialectId[];
}

/** Where the settings of the loop open: at their beginning, or at the log below them. */
type LoopPart = "settings" | "log";

/** What was done in the turns of the client beside the user's answers. */
export interface TurnLogLine {
  /** A line of the same id takes the place of the first. */
  readonly id: string;
  /** The recording that it belongs to. */
  readonly session: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** What did it: an automatic rule, a POST beside the stream, or a resume that was wrong on purpose. */
  readonly kind: "rule" | "post" | "fault";
  /** The call or the interrupt. */
  readonly name: string;
  readonly sentence: string;
  /** True where it did not do what it was meant to. */
  readonly isProblem: boolean;
  /** Of a POST: where it went to and what was in it. */
  readonly sent?: string;
  /** Of a POST: what came back. */
  readonly answer?: string;
}

/** Control of the loop, and what it did. */
export interface TurnControlSlice {
  readonly loop: LoopSettings;
  /** How the next resume is wrong on purpose. It lasts for one request. */
  readonly resumeFault: ResumeFault | undefined;
  /** Oldest first, of all recordings of this page. */
  readonly turnLog: readonly TurnLogLine[];
  /** How many older lines are gone. */
  readonly turnLogGone: number;
  /** The part of the loop's settings that is in sight; undefined while they are closed. */
  readonly shownLoop: LoopPart | undefined;
  /** A number of rounds that cannot be one changes nothing. */
  readonly changeLoop: (change: Partial<LoopSettings>) => void;
  readonly setResumeFault: (fault: ResumeFault | undefined) => void;
  readonly logTurn: (line: TurnLogLine) => void;
  /** Forgets the lines of the recording on screen. */
  readonly clearTurnLog: () => void;
  /** Opens the settings of the loop; undefined closes them. */
  readonly showLoop: (part: LoopPart | undefined) => void;
}
