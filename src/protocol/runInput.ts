import {
  ANY,
  ANY_BUT_NULL,
  array,
  COUNT,
  literal,
  object,
  oneOf,
  OPEN_OBJECT,
  optional,
  POINTER,
  required,
  STRING,
  union,
  type FieldShape,
  type Shape,
} from "./shape.ts";

/** `metadata` of anything. */
export const METADATA = optional(
  "metadata",
  OPEN_OBJECT,
  'Extra data for applications, open by key; "ag-ui" is reserved.',
);

/** Attribution of an event or message. */
export const SUBAGENT_RUN_ID = optional(
  "subagentRunId",
  STRING,
  "The subagent invocation it comes from; absent means the agent itself.",
);

const NAME = optional("name", STRING, "Name of the author, where several share a role.");
const ENCRYPTED_VALUE = optional("encryptedValue", STRING, "Opaque provider data that must be sent back unchanged.");
const MESSAGE_ID = required("id", STRING, "The message's id, unique in the thread.");

const SOURCE = union("type", {
  data: object([
    required("type", literal("data"), "The bytes are inline."),
    required("value", STRING, "The bytes, base64."),
    required("mimeType", STRING, "Media type of the bytes."),
  ]),
  url: object([
    required("type", literal("url"), "The bytes are at an address."),
    required("value", STRING, "The address."),
    optional("mimeType", STRING, "Media type of what is there."),
  ]),
  file: object([
    required("type", literal("file"), "The bytes are with a provider."),
    required("value", STRING, "The provider's opaque handle; not an address."),
    optional("provider", STRING, "Which provider the handle belongs to."),
    optional("mimeType", STRING, "Media type of the file."),
  ]),
});

const PART_ID = optional("id", STRING, "The part's id within its message.");

const media = (type: string, legacyNull: boolean) =>
  object([
    required("type", literal(type), `A part with ${type === "image" || type === "audio" ? "an" : "a"} ${type}.`),
    PART_ID,
    required("source", SOURCE, "Where the bytes are."),
    optional("metadata", ANY_BUT_NULL, "Extra data about this part.", { legacyNull }),
  ]);

const contentParts = (legacyNull: boolean) =>
  array(
    union("type", {
      text: object([
        required("type", literal("text"), "A part with text."),
        PART_ID,
        required("text", STRING, "The text."),
        optional("metadata", ANY_BUT_NULL, "Extra data about this part."),
      ]),
      image: media("image", legacyNull),
      audio: media("audio", legacyNull),
      video: media("video", legacyNull),
      document: media("document", legacyNull),
    }),
  );

/** Content of TOOL_CALL_RESULT: text, or text and media. */
export const RESULT_CONTENT: Shape = { kind: "stringOrArray", array: contentParts(false) };

/** Content of a user or tool message: as above, but old nulls on media parts are understood. */
const MESSAGE_CONTENT: Shape = { kind: "stringOrArray", array: contentParts(true) };

const TOOL_CALL = object([
  required("id", STRING, "The call's id, unique in the thread."),
  required("type", literal("function"), 'Always "function".'),
  required(
    "function",
    object([
      required("name", STRING, "Name of the tool."),
      required("arguments", STRING, "The arguments as JSON text; a model may have written invalid JSON."),
    ]),
    "What is called, with what.",
  ),
  ENCRYPTED_VALUE,
  METADATA,
]);

const message = (role: string, fields: readonly FieldShape[]) =>
  object([SUBAGENT_RUN_ID, MESSAGE_ID, required("role", literal(role), "Who speaks."), ...fields, METADATA]);

const plainText = required("content", STRING, "The text.");

/** A message, by its role. */
export const MESSAGE = union("role", {
  developer: message("developer", [NAME, ENCRYPTED_VALUE, plainText]),
  system: message("system", [NAME, ENCRYPTED_VALUE, plainText]),
  user: message("user", [
    NAME,
    ENCRYPTED_VALUE,
    required("content", MESSAGE_CONTENT, "Text, or text and media parts."),
  ]),
  assistant: message("assistant", [
    NAME,
    ENCRYPTED_VALUE,
    optional("content", STRING, "The text; absent when the message only calls tools."),
    optional("toolCalls", array(TOOL_CALL), "The tools that it calls."),
  ]),
  tool: message("tool", [
    required("content", MESSAGE_CONTENT, "The result."),
    required("toolCallId", STRING, "The call that it answers."),
    optional("error", STRING, "Why the tool failed, beside the content."),
    ENCRYPTED_VALUE,
  ]),
  activity: message("activity", [
    required("activityType", STRING, "What kind of activity it shows."),
    required("content", OPEN_OBJECT, "What it shows; the type says how."),
  ]),
  reasoning: message("reasoning", [plainText, ENCRYPTED_VALUE]),
});

const patchOperation = (op: string, fields: readonly FieldShape[]) =>
  object([required("op", literal(op), "The operation."), required("path", POINTER, "Where it applies."), ...fields], {
    open: true,
  });

const VALUE = required("value", ANY, "The value; null is one.");
const FROM = required("from", POINTER, "Where the value is taken from.");

/** A JSON Patch (RFC 6902). Its operations are the only objects that the specification leaves open. */
export const JSON_PATCH = array(
  union("op", {
    add: patchOperation("add", [VALUE]),
    remove: patchOperation("remove", []),
    replace: patchOperation("replace", [VALUE]),
    move: patchOperation("move", [FROM]),
    copy: patchOperation("copy", [FROM]),
    test: patchOperation("test", [VALUE]),
  }),
);

/** A tool that the client offers. */
const TOOL = object([
  required("name", STRING, "Name of the tool."),
  required("description", STRING, "What it does, for the model."),
  optional("parameters", ANY_BUT_NULL, "JSON Schema of its arguments.", { legacyNull: true }),
  METADATA,
]);

/** A fact that the client gives along. */
const CONTEXT = object([required("description", STRING, "What it is."), required("value", STRING, "What it says.")]);

/** The answer to one interrupt. */
export const RESUME_ENTRY = object([
  required("interruptId", STRING, "The interrupt that it answers."),
  required("status", oneOf("resolved", "cancelled"), "Answered, or given up."),
  optional("payload", ANY_BUT_NULL, "The answer.", { legacyNull: true }),
  METADATA,
]);

/** The request body: what a run starts from. */
export const RUN_AGENT_INPUT = object([
  required("threadId", STRING, "The conversation."),
  required("runId", STRING, "This run, chosen by the client."),
  optional("protocolVersion", STRING, "The version that the client speaks."),
  optional("parentRunId", STRING, "The run that this one branches from."),
  optional("state", ANY_BUT_NULL, "The shared state as the client has it.", { nullIsAbsent: true }),
  required("messages", array(MESSAGE), "The conversation so far."),
  optional("tools", array(TOOL), "The tools that the client offers.", { emptyByDefault: true }),
  optional("context", array(CONTEXT), "Facts that the client gives along.", { emptyByDefault: true }),
  optional("forwardedProps", ANY_BUT_NULL, "Passed on to the agent as it is.", { legacyNull: true }),
  optional("resume", array(RESUME_ENTRY), "Answers to all open interrupts."),
]);

/** Why a run stopped and what would let it go on. */
export const INTERRUPT = object([
  SUBAGENT_RUN_ID,
  required("id", STRING, "The interrupt's id; the answer names it."),
  required("reason", STRING, 'Why: "tool_call", "input_required", "confirmation" or a name of the framework\'s.'),
  optional("message", STRING, "What to ask the user."),
  optional("toolCallId", STRING, "The call that waits for approval."),
  optional("responseSchema", OPEN_OBJECT, "JSON Schema of the answer's payload."),
  optional("expiresAt", STRING, "When it can no longer be answered, ISO 8601."),
  METADATA,
]);

/** Tokens spent with one model of one provider. */
export const TOKEN_USAGE = object([
  optional("provider", STRING, "Who runs the model."),
  optional("model", STRING, "Which model."),
  optional("inputTokens", COUNT, "Tokens read, cached ones included."),
  optional("outputTokens", COUNT, "Tokens written, reasoning included."),
  optional("totalTokens", COUNT, "Both together."),
  optional("reasoningTokens", COUNT, "Of the tokens written, those of reasoning."),
  optional("cachedInputTokens", COUNT, "Of the tokens read, those from a cache."),
  optional("cacheWriteInputTokens", COUNT, "Of the tokens read, those put into a cache."),
]);

/** How a run ended, when it did not fail. */
export const RUN_OUTCOME = union("type", {
  success: object([
    required("type", literal("success"), "The run is complete."),
    optional("pendingToolCallIds", array(STRING), "Calls that the client has to answer in a next run."),
  ]),
  interrupt: object([
    required("type", literal("interrupt"), "The run waits for answers."),
    required("interrupts", array(INTERRUPT, 1), "What it waits for."),
  ]),
  cancelled: object([required("type", literal("cancelled"), "The run was stopped on purpose.")]),
});

/** How a subagent ended, when it did not fail. */
export const SUBAGENT_OUTCOME = union("type", {
  success: object([required("type", literal("success"), "The subagent is done.")]),
  suspended: object([
    required("type", literal("suspended"), "The subagent waits for answers."),
    optional("interruptIds", array(STRING), "The interrupts that it waits for."),
  ]),
});
