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
  /** `changes`: what else changed of it, so that it is taken for the same one by its role and its place alone. */
  | {
      readonly kind: "id-changed";
      readonly before: Message;
      readonly message: Message;
      readonly changes: readonly StructuralChange[];
    }
  | { readonly kind: "moved"; readonly message: Message; readonly from: number; readonly to: number }
  | { readonly kind: "changed"; readonly message: Message; readonly changes: readonly StructuralChange[] };

/** The messages that are the same one: places in the two lists, from 0. */
interface Match {
  readonly before: number;
  readonly after: number;
}

/**
 * How a snapshot differs from what was built, in the order of the snapshot, and then what it leaves out.
 * `result` is what the view showed afterwards. A message under another id is the same one when all the rest of it is equal, and is
 * taken for the same one when it stands where one of its role did, between the same neighbours, and no other of that role does.
 */
export function messagesDiff(
  built: readonly Message[],
  snapshot: readonly Message[],
  result: readonly Message[],
): MessageDifference[] {
  const alike = matchMessages(built, snapshot);
  const left = new Set(result.map(({ id }) => id));
  const isGone = (place: number): boolean => !left.has(built[place]?.id ?? "");
  const matches = [...alike, ...matchByPlace(built, snapshot, alike, isGone)].sort((a, b) => a.after - b.after);
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
    const { changes } =
      before === message ? { changes: [] } : structuralDiff(asJson(before, message.id), asJson(message));
    if (before.id !== message.id) differences.push({ kind: "id-changed", before, message, changes });
    if (match.moved) differences.push({ kind: "moved", message, from: match.before + 1, to: place + 1 });
    if (before.id === message.id && changes.length > 0) differences.push({ kind: "changed", message, changes });
  }
  const matched = new Set(matches.map(({ before }) => before));
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

/**
 * Of what is left, the messages of one part that stand alone between the same two matched neighbours: an agent may store a message under
 * an id of its own, and with what it made of the text. More than one of a part would be a guess.
 */
function matchByPlace(
  built: readonly Message[],
  snapshot: readonly Message[],
  matches: readonly Match[],
  isGone: (place: number) => boolean,
): Match[] {
  const stay = longestIncreasing(matches.map(({ before }) => before)).map((at) => matches[at] as Match);
  const oldTaken = new Set(matches.map(({ before }) => before));
  const newTaken = new Set(matches.map(({ after }) => after));
  const found: Match[] = [];
  let [before, after] = [0, 0];
  for (const next of [...stay, { before: built.length, after: snapshot.length }]) {
    const old = aloneInPart(built, before, next.before, (place) => !oldTaken.has(place) && isGone(place));
    const now = aloneInPart(snapshot, after, next.after, (place) => !newTaken.has(place));
    for (const [part, place] of now) {
      const was = old.get(part);
      if (place !== undefined && was !== undefined) found.push({ before: was, after: place });
    }
    before = next.before + 1;
    after = next.after + 1;
  }
  return found;
}

/** The places from `from` up to, not including, `to` that are free, by their part; undefined for a part that has more than one of them. */
function aloneInPart(
  messages: readonly Message[],
  from: number,
  to: number,
  isFree: (place: number) => boolean,
): Map<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  for (let place = from; place < to; place++) {
    const message = messages[place];
    if (message === undefined || !isFree(place)) continue;
    const part = partOf(message);
    places.set(part, places.has(part) ? undefined : place);
  }
  return places;
}

/** The part that a message plays between its neighbours: its role, and for an answer the call that it answers. */
const partOf = (message: Message): string => (message.role === "tool" ? `tool ${message.toolCallId}` : message.role);

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
  return left !== undefined && jsonEqual(asJson(left, ""), asJson(right, ""));
}

/** A message, under an id that may be another one. It came from JSON, and is JSON but for members that are undefined: those are left out here. */
function asJson(message: Message, id = message.id): JsonValue {
  return Object.fromEntries(Object.entries({ ...message, id }).filter(([, value]) => value !== undefined));
}
