import type { FailedPatch } from "#src/reconstruction/failedPatch.ts";

/** What a patch was to change, in words. */
export function whatOf({ target }: FailedPatch): string {
  return target.kind === "state" ? "the state" : `the activity ${target.messageId}`;
}

/** Why nothing tried a patch, for one that is `untried`: a sentence without its end. */
export function untriedBecause(failed: FailedPatch): string {
  const stays = `so nothing tries it, and ${whatOf(failed)} stays as it was`;
  return failed.isText
    ? `The patch is sent as a string that holds JSON, ${stays}: send the list itself`
    : `The event of the patch is malformed, ${stays}`;
}
