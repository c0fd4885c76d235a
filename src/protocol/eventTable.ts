import type { EventFamily, EventTypeName } from "./events.ts";
import {
  JSON_PATCH,
  MESSAGE,
  METADATA,
  RESULT_CONTENT,
  RUN_AGENT_INPUT,
  RUN_OUTCOME,
  SUBAGENT_OUTCOME,
  SUBAGENT_RUN_ID,
  TOKEN_USAGE,
} from "./runInput.ts";
import {
  ANY,
  ANY_BUT_NULL,
  array,
  BOOLEAN,
  INTEGER,
  literal,
  object,
  oneOf,
  OPEN_OBJECT,
  optional,
  required,
  STRING,
  type FieldShape,
  type ObjectShape,
} from "./shape.ts";
import { specUrl, type SpecPage } from "./specUrl.ts";

/** What AG-UI 1.0 says about one event type. */
export interface EventSpec {
  readonly type: EventTypeName;
  readonly family: EventFamily;
  /** One sentence in plain words. */
  readonly meaning: string;
  /** The page of the specification that describes it. */
  readonly specUrl: string;
  /** Its fields, `type` first. */
  readonly shape: ObjectShape;
}

const BASE: readonly FieldShape[] = [
  optional(
    "timestamp",
    INTEGER,
    "When it happened, by convention in milliseconds since the Unix epoch. Not the order.",
    {
      dispensable: true,
    },
  ),
  optional("rawEvent", ANY_BUT_NULL, "The provider's event that this one was made from.", { legacyNull: true }),
  METADATA,
];

const PAGES: Readonly<Record<EventFamily, SpecPage>> = {
  run: "events/lifecycle",
  step: "events/lifecycle",
  text: "events/text-messages",
  tool: "events/tool-calls",
  reasoning: "events/reasoning",
  state: "events/state",
  activity: "events/activity",
  subagent: "events/subagents",
  other: "events/passthrough",
};

type Draft = readonly [family: EventFamily, meaning: string, fields: readonly FieldShape[]];

/** An event that may say which subagent it comes from. */
const attributed = (family: EventFamily, meaning: string, fields: readonly FieldShape[]): Draft => [
  family,
  meaning,
  [...fields, SUBAGENT_RUN_ID],
];

const messageId = required("messageId", STRING, "The message.");
const spanId = required("messageId", STRING, "The reasoning span; messages inside have ids of their own.");
const toolCallId = required("toolCallId", STRING, "The call.");
const textDelta = required("delta", STRING, "The text to append; may be empty.");
const argsDelta = required("delta", STRING, "The piece of JSON text to append; may be empty.");
const stepName = required("stepName", STRING, "The step; unique among the open steps of its owner.");
const textRole = optional(
  "role",
  oneOf("developer", "system", "assistant", "user"),
  "Who speaks; absent means assistant.",
);
const speaker = optional("name", STRING, "Name of the author, where several share a role.");
const parentMessageId = optional("parentMessageId", STRING, "The assistant message that carries the call.", {
  legacyNull: true,
});
const activityType = required("activityType", STRING, "What kind of activity it shows.");
const usage = optional("usage", array(TOKEN_USAGE), "Tokens spent, one entry for each provider and model.");
const threadId = required("threadId", STRING, "The conversation.");
const runId = required("runId", STRING, "The run.");
const subagentId = required("subagentRunId", STRING, "The subagent invocation.");

const DRAFTS: Readonly<Record<EventTypeName, Draft>> = {
  RUN_STARTED: [
    "run",
    "A run begins.",
    [
      threadId,
      runId,
      optional("protocolVersion", STRING, "The version that the agent speaks."),
      optional("parentRunId", STRING, "The run that this one branches from."),
      optional("input", RUN_AGENT_INPUT, "The request, echoed; its messages become part of the conversation."),
    ],
  ],
  RUN_FINISHED: [
    "run",
    "The run ends without failing: done, waiting for answers, or stopped.",
    [
      threadId,
      runId,
      optional("result", ANY_BUT_NULL, "What the run returns, if it returns something.", { legacyNull: true }),
      optional("outcome", RUN_OUTCOME, "How it ended; absent means success.", { legacyNull: true }),
      usage,
    ],
  ],
  RUN_ERROR: [
    "run",
    "The run failed; nothing of it follows.",
    [
      required("message", STRING, "What went wrong."),
      optional("code", STRING, "A name of the failure that programs can act on."),
      usage,
    ],
  ],
  STEP_STARTED: attributed("step", "A named phase of the work begins.", [stepName]),
  STEP_FINISHED: attributed("step", "A named phase of the work ends.", [stepName]),
  TEXT_MESSAGE_START: attributed("text", "A message opens; its text follows in pieces.", [
    messageId,
    textRole,
    speaker,
  ]),
  TEXT_MESSAGE_CONTENT: attributed("text", "A piece of text for an open message.", [messageId, textDelta]),
  TEXT_MESSAGE_END: attributed("text", "The message is complete.", [messageId]),
  TEXT_MESSAGE_CHUNK: attributed(
    "text",
    "Opens or continues a message in one event; the next event of another kind closes it.",
    [
      optional("messageId", STRING, "The message; the first chunk must name it."),
      textRole,
      optional("delta", STRING, "The text to append."),
      speaker,
    ],
  ),
  TOOL_CALL_START: attributed("tool", "A tool call opens; its arguments follow in pieces.", [
    toolCallId,
    required("toolCallName", STRING, "Name of the tool."),
    parentMessageId,
  ]),
  TOOL_CALL_ARGS: attributed("tool", "A piece of the arguments of an open call.", [toolCallId, argsDelta]),
  TOOL_CALL_END: attributed("tool", "The arguments are complete; the call can be run.", [toolCallId]),
  TOOL_CALL_CHUNK: attributed(
    "tool",
    "Opens or continues a tool call in one event; the next event of another kind closes it.",
    [
      optional("toolCallId", STRING, "The call; the first chunk must name it."),
      optional("toolCallName", STRING, "Name of the tool; the first chunk must give it."),
      parentMessageId,
      optional("delta", STRING, "The piece of JSON text to append."),
    ],
  ),
  TOOL_CALL_RESULT: attributed("tool", "The agent ran the tool; its result becomes a tool message.", [
    required("messageId", STRING, "The tool message that this creates."),
    required("toolCallId", STRING, "The call that it answers."),
    required("content", RESULT_CONTENT, "The result: text, or text and media parts."),
    optional("role", literal("tool"), 'Always "tool".'),
  ]),
  STATE_SNAPSHOT: attributed("state", "Replaces the shared state.", [
    required("snapshot", ANY, "The whole state; null is one."),
  ]),
  STATE_DELTA: attributed("state", "Changes the shared state by a JSON Patch.", [
    required("delta", JSON_PATCH, "The operations, applied together or not at all."),
  ]),
  MESSAGES_SNAPSHOT: [
    "state",
    "Replaces the conversation, matched by message id.",
    [required("messages", array(MESSAGE), "The whole conversation.")],
  ],
  ACTIVITY_SNAPSHOT: attributed("activity", "Creates or replaces an activity.", [
    required("messageId", STRING, "The activity's message."),
    activityType,
    required("content", OPEN_OBJECT, "What it shows; the type says how."),
    optional("replace", BOOLEAN, "False leaves an existing activity alone; absent means true."),
  ]),
  ACTIVITY_DELTA: attributed("activity", "Changes an activity's content by a JSON Patch.", [
    required("messageId", STRING, "The activity's message."),
    activityType,
    required("patch", JSON_PATCH, "The operations, applied together or not at all."),
  ]),
  RAW: attributed("other", "An event of the provider or framework, passed on as it is.", [
    required("event", ANY, "The event as it came."),
    optional("source", STRING, "Where it comes from."),
  ]),
  CUSTOM: attributed("other", "An event that an application and its agent agreed on.", [
    required("name", STRING, "Which one it is."),
    required("value", ANY, "Its data; null is one."),
  ]),
  REASONING_START: attributed("reasoning", "A phase of reasoning begins.", [spanId]),
  REASONING_END: attributed("reasoning", "The phase of reasoning ends.", [spanId]),
  REASONING_MESSAGE_START: attributed("reasoning", "A reasoning message opens; its text follows in pieces.", [
    messageId,
    required("role", literal("reasoning"), 'Always "reasoning".'),
  ]),
  REASONING_MESSAGE_CONTENT: attributed("reasoning", "A piece of text for an open reasoning message.", [
    messageId,
    textDelta,
  ]),
  REASONING_MESSAGE_END: attributed("reasoning", "The reasoning message is complete.", [messageId]),
  REASONING_MESSAGE_CHUNK: attributed(
    "reasoning",
    "Opens or continues a reasoning message in one event; the next event of another kind closes it.",
    [
      optional("messageId", STRING, "The message; the first chunk must name it."),
      optional("delta", STRING, "The text to append."),
    ],
  ),
  REASONING_ENCRYPTED_VALUE: attributed("reasoning", "Attaches opaque provider data to a message or a tool call.", [
    required("subtype", oneOf("tool-call", "message"), "What it is attached to."),
    required("entityId", STRING, "Id of that message or call."),
    required("encryptedValue", STRING, "The data; sent back unchanged in the next request."),
  ]),
  SUBAGENT_STARTED: [
    "subagent",
    "The agent hands work to a subagent.",
    [
      subagentId,
      required("name", STRING, "Name of the subagent."),
      optional("description", STRING, "What it is asked to do."),
      optional("parentSubagentRunId", STRING, "The subagent that started it; absent means the agent itself."),
      optional("parentToolCallId", STRING, "The tool call that started it."),
      optional("parentMessageId", STRING, "The message that started it."),
    ],
  ],
  SUBAGENT_FINISHED: [
    "subagent",
    "A subagent ends without failing: done, or waiting for answers.",
    [
      subagentId,
      optional("result", ANY_BUT_NULL, "What it returns, if it returns something.", { legacyNull: true }),
      optional("outcome", SUBAGENT_OUTCOME, "How it ended; absent means success."),
    ],
  ],
  SUBAGENT_ERROR: [
    "subagent",
    "A subagent failed; the run may go on.",
    [
      subagentId,
      required("message", STRING, "What went wrong."),
      optional("code", STRING, "A name of the failure that programs can act on."),
    ],
  ],
};

const specOf = (type: EventTypeName, [family, meaning, fields]: Draft): EventSpec => ({
  type,
  family,
  meaning,
  specUrl: specUrl(PAGES[family]),
  shape: object([required("type", literal(type), "Which event it is."), ...fields, ...BASE]),
});

/** The 31 event types of AG-UI 1.0, by name. */
export const EVENT_TABLE: ReadonlyMap<string, EventSpec> = new Map(
  Object.entries(DRAFTS).map(([type, draft]) => [type, specOf(type as EventTypeName, draft)]),
);

/** The 31 type names, in the order of the table. */
export const EVENT_TYPES: readonly EventTypeName[] = [...EVENT_TABLE.values()].map((spec) => spec.type);

/** True for the name of one of the 31 types. */
export const isEventType = (type: unknown): type is EventTypeName => typeof type === "string" && EVENT_TABLE.has(type);

/** The table's row of a type that exists. */
export const eventSpec = (type: EventTypeName): EventSpec => EVENT_TABLE.get(type) as EventSpec;
