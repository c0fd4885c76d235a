import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { longestIncreasing } from "#src/lib/longestIncreasing.ts";
import { structuralDiff, type StructuralChange } from "#src/lib/structuralDiff.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Message } from "#src/protocol/events.ts";

/** One way in which a MESSAGES_SNAPSHOT differs from the messages that events had built. Places count from 1. */
export type MessageDifference =
  | { readonly kind: "added"; readonly message: Message; readonly place: number }
  /** `kept`: the snapshot leaves it out, and it stays all the same, as reasoning and activities do that an agent does not keep. */
  | { readonly kind: "removed" | "kept"; readonly message: Message; readonly place: number }
  | { readonly kind: "id-changed"; readonly before: Message; readonly message: Message }
  | { readonly kind: "moved"; readonly message: Message; readonly from: number; readonly to: number }
  | { readonly kind: "changed"; readonly message: Message; readonly changes: readonly StructuralChange[] };

/** The messages that are the same one: places in the two lists, from 0. */
interface Match {
  readonly before: number;
  readonly after: number;
}

/**
 * How a snapshot differs from what was built, in the order of the snapshot, and then what it leaves out.
 * `result` is what the view showed afterwards. A message under another id is the same one when all the rest of it is equal.
 */
export function messagesDiff(
  built: readonly Message[],
  snapshot: readonly Message[],
  result: readonly Message[],
): MessageDifference[] {
  const matches = matchMessages(built, snapshot);
  const stay = new Set(longestIncreasing(matches.map(({ before }) => before)));
  const byPlace = new Map(matches.map((match, index) => [match.after, { ...match, moved: !stay.has(index) }]));
  const differences: MessageDifference[] = [];
  for (const [place, message] of snapshot.entries()) {
    const match = byPlace.get(place);
    const before = match && built[match.before];
    if (match === undefined || before === undefined) {
      differences.push({ kind: "added", message, place: place + 1 });
      continue;
    }
    if (before.id !== message.id) differences.push({ kind: "id-changed", before, message });
    if (match.moved) differences.push({ kind: "moved", message, from: match.before + 1, to: place + 1 });
    if (before.id !== message.id || before === message) continue;
    const { changes } = structuralDiff(asJson(before), asJson(message));
    if (changes.length > 0) differences.push({ kind: "changed", message, changes });
  }
  const matched = new Set(matches.map(({ before }) => before));
  const left = new Set(result.map(({ id }) => id));
  for (const [place, message] of built.entries()) {
    if (matched.has(place)) continue;
    differences.push({ kind: left.has(message.id) ? "kept" : "removed", message, place: place + 1 });
  }
  return differences;
}

/** In the order of the snapshot. Ids may repeat: the first of an id is the first of that id again, and so on. */
function matchMessages(built: readonly Message[], snapshot: readonly Message[]): Match[] {
  const byId = grouped(built, ({ id }) => id);
  const before = snapshot.map(({ id }) => byId.get(id)?.shift());
  const known = new Set(before);
  const rest = built.flatMap((message, place) => (known.has(place) ? [] : [{ message, place }]));
  const byText = grouped(
    rest.map(({ message }) => message),
    textOf,
  );
  return snapshot.flatMap((message, after): Match[] => {
    const place = before[after];
    if (place !== undefined) return [{ before: place, after }];
    const alike = byText.get(textOf(message)) ?? [];
    const found = alike.findIndex((index) => sameButId(rest[index]?.message, message));
    if (found < 0) return [];
    const [index] = alike.splice(found, 1);
    return [{ before: (rest[index as number] as { readonly place: number }).place, after }];
  });
}

/** Places of messages by a text, in order. */
function grouped(messages: readonly Message[], textOf: (message: Message) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [place, message] of messages.entries()) {
    const group = groups.get(textOf(message));
    if (group === undefined) groups.set(textOf(message), [place]);
    else group.push(place);
  }
  return groups;
}

const textOf = ({ role, content }: Message): string => `${role} ${stringifyJson(content)}`;

function sameButId(left: Message | undefined, right: Message): boolean {
  return left !== undefined && jsonEqual(asJson({ ...left, id: "" }), asJson({ ...right, id: "" }));
}

/** A message came from JSON, and is JSON but for members that are undefined: those are left out here. */
function asJson(message: Message): JsonValue {
  return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
}
