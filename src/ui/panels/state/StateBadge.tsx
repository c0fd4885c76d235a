import { Pill } from "#src/ui/components/Pill.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { useView } from "#src/ui/useScope.ts";
import { useStateChange } from "./useStateChange.ts";

/** How many places the event at the cursor changed in the state. Nothing for an event that did not touch it. */
export function StateBadge() {
  const { at, stateChangedBy } = useView();
  const { count } = useStateChange();
  return count > 0 && at === stateChangedBy ? <Pill>{formatCount(count)} changed</Pill> : null;
}
