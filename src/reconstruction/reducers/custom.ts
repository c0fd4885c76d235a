import type { AguiEventOf } from "#src/protocol/events.ts";
import { predictStateOf } from "#src/protocol/predictState.ts";
import type { Draft } from "../draft.ts";

/** RAW and the span events REASONING_START and REASONING_END change nothing that a view shows. */
export function noChange(): void {}

/** A custom event changes nothing, but for the one by which frameworks say which argument will be written to the state. */
export function custom(draft: Draft, event: AguiEventOf<"CUSTOM">): void {
  for (const prediction of predictStateOf(event) ?? []) draft.addPrediction({ ...prediction, seq: draft.seq });
}
