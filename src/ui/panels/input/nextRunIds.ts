import type { RunIds } from "#src/run/runInput.ts";

interface KnownIds {
  readonly run: number;
  readonly ids: RunIds;
}

const known = new WeakMap<object, KnownIds>();

/**
 * Ids to show for the next run of a recording: the same ones until that run was made, so that the request on screen does not
 * change under the eyes. A body that is edited keeps them and sends them; a run from the fields gets its own.
 */
export function nextRunIds(recording: object, run: number): RunIds {
  const last = known.get(recording);
  if (last?.run === run) return last.ids;
  const ids = { runId: `run-${randomText()}`, messageId: `msg-${randomText()}` };
  known.set(recording, { run, ids });
  return ids;
}

/** Twelve random hexadecimal digits. `crypto.randomUUID` does not exist on pages over plain http, and these do. */
function randomText(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
