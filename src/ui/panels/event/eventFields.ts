import { isObject, type JsonValue } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import type { EventSpec } from "#src/protocol/eventTable.ts";

/** One field of an event as it came. */
interface EventField {
  readonly name: string;
  /** JSON Pointer into the event. */
  readonly pointer: string;
  readonly value: JsonValue;
  /** What it means, or undefined where 1.0 knows no such field: then `known` is false. */
  readonly meaning: string | undefined;
  readonly known: boolean;
  readonly required: boolean;
}

/** The fields of an event beside what its type has. */
export interface EventFields {
  /** In the order of the specification, unknown ones last. */
  readonly present: readonly EventField[];
  /** Required ones that did not come. */
  readonly missing: readonly { readonly name: string; readonly meaning: string }[];
  /** Optional ones that did not come. */
  readonly absent: readonly { readonly name: string; readonly meaning: string }[];
}

const NOTHING: EventFields = { present: [], missing: [], absent: [] };

/** Compares the JSON of an event, as it came, with what 1.0 says of its type. Without a spec every field is unknown. */
export function eventFields(json: unknown, spec: EventSpec | undefined): EventFields {
  if (!isObject(json)) return NOTHING;
  const described = spec?.shape.fields ?? [];
  const known = described.filter(({ name }) => Object.hasOwn(json, name));
  const unknown = Object.keys(json).filter((name) => !spec?.shape.byName.has(name));
  const field = (name: string, meaning: string | undefined, required: boolean): EventField => ({
    name,
    pointer: formatPointer([name]),
    value: json[name] as JsonValue,
    meaning,
    known: meaning !== undefined,
    required,
  });
  const left = described.filter(({ name }) => !Object.hasOwn(json, name));
  return {
    present: [
      ...known.map(({ name, meaning, required }) => field(name, meaning, required)),
      ...unknown.map((name) => field(name, undefined, false)),
    ],
    missing: left.filter(({ required }) => required),
    absent: left.filter(({ required }) => !required),
  };
}
