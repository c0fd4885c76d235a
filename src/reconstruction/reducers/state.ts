import type { JsonValue } from "#src/lib/json.ts";
import { applyPatch } from "#src/lib/jsonPatch.ts";
import type { PatchFailure } from "#src/lib/patchFailure.ts";
import type { Result } from "#src/lib/result.ts";
import type { AguiEventOf } from "#src/protocol/events.ts";

/**
 * The shared state after a patch: all of it or nothing. `owned` holds the containers that may be written to in place.
 * A STATE_SNAPSHOT needs no function: the state is then its `snapshot`, whatever JSON value that is.
 */
export function stateDelta(
  state: JsonValue,
  event: AguiEventOf<"STATE_DELTA">,
  owned: Set<object>,
): Result<JsonValue, PatchFailure> {
  return applyPatch(state, event.delta, owned);
}
