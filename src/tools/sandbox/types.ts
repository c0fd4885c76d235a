/** Why a script gave no answer. */
export type ScriptFailure =
  /** It called `fail(message)`: the tool fails on purpose. */
  | "fail"
  /** It is no TypeScript. */
  | "syntax"
  /** It threw. */
  | "exception"
  /** It was ended because its time was over. */
  | "timeout"
  /** It needed more memory than it may have. */
  | "memory"
  /** It awaits something that nothing is left to bring about. */
  | "stuck"
  /** It returned what no JSON text can say. */
  | "not-json"
  /** Its source, or what it returned, is longer than may be. */
  | "too-large"
  /** The caller gave up. */
  | "aborted"
  /** The sandbox itself could not be started, or broke. */
  | "sandbox";

/** A script that gave no answer. */
export interface ScriptError {
  readonly kind: ScriptFailure;
  /** For `fail` the script's own words; for everything else whole sentences. */
  readonly message: string;
  /** Where in the script as typed, from 1; absent where no place is to blame. */
  readonly line?: number;
  readonly column?: number;
}

/** What a script wrote with `console`. */
export interface ScriptLog {
  readonly lines: readonly string[];
  /** How many more lines there were at least, beyond those that are kept. */
  readonly dropped: number;
}

/** What one run of a script may use. */
export const SCRIPT_LIMITS = {
  /** Milliseconds, with everything that it awaits. */
  timeoutMs: 5_000,
  /** Bytes of the engine's whole memory: the script's objects, its stack and the engine's own. */
  memoryBytes: 64 * 1024 * 1024,
  /** Characters of the script. */
  sourceLength: 256 * 1024,
  /** Characters of the answer as JSON text. */
  resultLength: 4 * 1024 * 1024,
  /** Lines of `console` that are kept, and characters of each. */
  logLines: 100,
  logLineLength: 2_000,
} as const;
