import { RETIRED_TYPES } from "./compat.ts";
import type { EventFamily } from "./events.ts";
import { EVENT_TABLE } from "./eventTable.ts";

/** The family of a type as sent, also of one that was retired; `other` for a name that is no type and for what has none. */
export function familyOfType(wireType: string | undefined): EventFamily {
  const type = wireType === undefined ? undefined : (RETIRED_TYPES.get(wireType) ?? wireType);
  return type === undefined ? "other" : (EVENT_TABLE.get(type)?.family ?? "other");
}
