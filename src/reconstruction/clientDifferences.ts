import type { JsonValue } from "#src/lib/json.ts";

/** One case where a view is not what `@ag-ui/client` 1.0 would hold after the same events. */
export interface ClientDifference {
  /** When it happens. */
  readonly when: string;
  /** What the official client does. */
  readonly client: string;
  /** What a view shows. */
  readonly view: string;
  /** Why we differ. */
  readonly why: string;
  /** A state and a patch of it that show the difference, where a patch can. */
  readonly example?: { readonly state: JsonValue; readonly delta: readonly unknown[] };
}

/**
 * All cases in which a stream that `@ag-ui/client` 1.0 accepts leaves other messages or another state in its agent than in a view.
 * Where that client ends the run (an event out of order, a malformed field), it holds nothing to compare with:
 * those readings are documented at the reducers.
 */
export const CLIENT_DIFFERENCES: readonly ClientDifference[] = [
  {
    when: "An array index in a patch is written with leading zeros, or is empty (/list/01, /list/)",
    client: "Reads 01 as 1 and the empty index as 0 for add, test, move and copy.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6901 section 4 allows neither, and every other implementation refuses them.",
    example: { state: { list: [1, 2] }, delta: [{ op: "add", path: "/list/01", value: 9 }] },
  },
  {
    when: "test of an array with an empty index (/list/)",
    client: "Compares with the element 0, so the test can pass and the rest of the patch is applied.",
    view: "The test fails, and with it the patch.",
    why: "RFC 6901 section 4: the empty token is no array index, so nothing is at this path.",
    example: {
      state: { list: [1] },
      delta: [
        { op: "test", path: "/list/", value: 1 },
        { op: "add", path: "/b", value: 1 },
      ],
    },
  },
  {
    when: "move of an array element into a later one (from /list/0 to /list/1/x), which taking it out shifts",
    client:
      "Looks at the target before it takes the element out, and fails where nothing can be put into what is there then.",
    view: "Takes the element out first: the target is what stands at the path afterwards.",
    why: "RFC 6902 section 4.4: a move is a remove followed by an add at the target.",
    example: { state: { list: [[], 1, {}] }, delta: [{ op: "move", from: "/list/0", path: "/list/1/x" }] },
  },
  {
    when: "move or copy to an array index beyond the end",
    client: "Appends the value.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6902 section 4.1: the index must not be greater than the number of elements.",
    example: { state: { a: 1, list: [1] }, delta: [{ op: "copy", from: "/a", path: "/list/5" }] },
  },
  {
    when: "move of an array element to the index after the last one (from /list/0 of two to /list/2)",
    client: "Appends the element: its own index counted when it looked at the length.",
    view: "The patch fails and changes nothing; /list/1 and /list/- are the end.",
    why: "RFC 6902 section 4.4: the element is taken out first, so the array is one shorter.",
    example: { state: { list: [1, 2] }, delta: [{ op: "move", from: "/list/0", path: "/list/2" }] },
  },
  {
    when: "An array index above 2^31",
    client: "Wraps it around to a small or negative index.",
    view: "The patch fails and changes nothing.",
    why: "The index is beyond the end of the array.",
  },
  {
    when: "move of an array element into itself (from /list/0 to /list/0/x)",
    client: "Removes the element and adds it to the one that follows.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6902 section 4.4: from must not be a prefix of path.",
    example: { state: { list: [{}, {}] }, delta: [{ op: "move", from: "/list/0", path: "/list/0/x" }] },
  },
  {
    when: "move of the whole document into one of its members",
    client: "Makes the document contain itself; the next patch fails.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6902 section 4.4, and such a state is no JSON.",
  },
  {
    when: "move or copy to the whole document from a key that is missing",
    client: "Loses its working state and fails every later patch of the run.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6902 section 4.4: the from location must exist.",
  },
  {
    when: "A patch of a state that is a text, number or boolean (not null), below its root",
    client: "Ignores that operation, or fails, by how its own code was bundled.",
    view: "The patch fails and changes nothing.",
    why: "RFC 6902 section 4.1: the target's parent must be an object or array.",
  },
  {
    when: "A patch path through an inherited name such as toString or hasOwnProperty",
    client: "Takes the name for an existing key.",
    view: "Only keys that the document has exist.",
    why: "A JSON document has no inherited keys.",
    example: { state: {}, delta: [{ op: "replace", path: "/toString", value: 1 }] },
  },
  {
    when: "A patch path with the key constructor or prototype",
    client: "Refuses __proto__ and constructor/prototype, and lets the others pass.",
    view: "The patch fails and changes nothing.",
    why: "None of the three is ever written, whatever stands around it.",
    example: { state: {}, delta: [{ op: "add", path: "/constructor", value: 1 }] },
  },
  {
    when: "test against an object that has a key hasOwnProperty",
    client: "Fails with a TypeError.",
    view: "Compares the two values.",
    why: "RFC 6902 section 4.6 defines equality for every key.",
    example: {
      state: { a: { hasOwnProperty: 1 } },
      delta: [
        { op: "test", path: "/a", value: { hasOwnProperty: 1 } },
        { op: "add", path: "/b", value: 1 },
      ],
    },
  },
  {
    when: "Two messages share an id, and a MESSAGES_SNAPSHOT names it",
    client: "Puts the snapshot's one object in both places, so that later text lands on both.",
    view: "Both become the snapshot's message; later text lands on the first.",
    why: "An event that names a message changes one message; ids are to be unique.",
  },
  {
    when: "An ACTIVITY_DELTA whose patch fails here and passes there, as above",
    client: "Changes the activity's content and type, or loses its content.",
    view: "The activity stays as it was.",
    why: "As for the state: a patch that RFC 6902 refuses changes nothing.",
  },
  {
    when: "A request carries messages or a state that are not those of the view",
    client: "The application had changed its agent's messages or state before the run.",
    view: "Shows the request's messages and state from the first event of the answer on.",
    why: "The request is the only thing in a recording that tells.",
  },
  {
    when: "The client mints ids for THINKING_* events",
    client: "Random ids.",
    view: "Ids made from the number of the event.",
    why: "The same recording must always give the same view.",
  },
  {
    when: "A number -0 in the state",
    client: "Becomes 0 with the next patch, which copies the state through JSON text.",
    view: "Stays -0.",
    why: "The two are equal numbers in JSON; nothing that reads JSON tells them apart.",
  },
  {
    when: "A message of a request without an id and a role as text",
    client: "Refuses to send it.",
    view: "Leaves it out of the conversation; the request as sent shows it.",
    why: "It is no AG-UI message; requests may be malformed on purpose.",
  },
];
