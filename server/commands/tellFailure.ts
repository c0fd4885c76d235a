import type { CommandIo } from "./view.ts";

/** Prints what a scenario threw, or a bug of our own, with the place where it happened. */
export function tellFailure(error: unknown, io: CommandIo): void {
  io.stderr(`Something failed inside AG-UI Scope: ${error instanceof Error ? error.stack : String(error)}\n`);
}
