import { parseJson, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { AnswerKind, Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { resultSchemaOf } from "#src/tools/resultSchema.ts";
import type { MockTool } from "#src/tools/types.ts";

/** Fields of an answer that are opened for it alone. */
export type OpenField = "none" | "args" | "result" | "fail";

/** An answer while it is being written. Texts are kept as typed. */
export interface PauseDraft {
  readonly field: OpenField;
  readonly argsText: string;
  readonly resultText: string;
  /** The result was typed as a text, which goes out as it stands; else it is a value, laid out for reading only. */
  readonly isTyped: boolean;
  /** The result is written as a text although there is a form. */
  readonly asJson: boolean;
  readonly errorText: string;
  readonly reason: string;
}

/** The schema of the value that answers a pause: the agent's own, else the one of the mock tool of that name. */
export function answerSchemaOf({ toolCall, shape }: Pause, tools: readonly MockTool[]): JsonObject | undefined {
  return shape.schema ?? resultSchemaOf(tools, toolCall?.name);
}

/** Whether a value is the likeliest answer, before any approval. */
export const isValueFirst = ({ shape }: Pick<Pause, "shape">): boolean => shape.fits[0] === "result";

/** The field that is open where no other is: that of the value where this is the likeliest answer. */
export const firstField = (pause: Pick<Pause, "shape">): OpenField => (isValueFirst(pause) ? "result" : "none");

/** What is likely to be pressed next: whoever writes a reason is about to reject. */
export function likeliest(pause: Pause, { field, reason }: PauseDraft): AnswerKind {
  if (field === "fail") return "fail";
  if (field === "args") return "approve";
  if (reason !== "" && field === firstField(pause)) return "reject";
  return field === "result" ? "result" : (pause.shape.fits[0] ?? "result");
}

/** What an answer begins with, of the outline of its schema. The result is asked for at once where nothing else would do. */
export function newDraft(pause: Pause, schema: JsonObject | undefined): PauseDraft {
  const { toolCall } = pause;
  const args = parseJson(toolCall?.argumentsText ?? "");
  return {
    field: firstField(pause),
    argsText: args === undefined ? (toolCall?.argumentsText ?? "") : stringifyJson(args, 2),
    resultText: stringifyJson(starter(schema, isValueFirst(pause)), 2),
    isTyped: false,
    asJson: false,
    errorText: "",
    reason: "",
  };
}

/** The answer of one kind that a draft means, or why it means none: a sentence. */
export function answerOf(kind: AnswerKind, draft: PauseDraft, pause: Pause): Result<PauseAnswer> {
  switch (kind) {
    case "approve": {
      if (draft.field !== "args") return ok({ kind });
      const editedArgs = parseJson(draft.argsText);
      if (editedArgs === undefined)
        return err("The edited arguments are no valid JSON: mend them, or close the field.");
      return ok({ kind, editedArgs });
    }
    case "reject":
      return ok(draft.reason === "" ? { kind } : { kind, reason: draft.reason });
    case "result": {
      const value = parseJson(draft.resultText);
      const text = draft.resultText;
      // A tool's result is sent as it was typed; elsewhere a text that is no JSON is a JSON string.
      return ok({ kind, value: value ?? text, ...(draft.isTyped && !pause.interrupt && { text }) });
    }
    case "fail":
      if (draft.errorText.trim() === "") return err("Say what went wrong: that is what the agent is told.");
      return ok({ kind, message: draft.errorText });
    default:
      return ok({ kind });
  }
}

/** A value to begin with, of the right outline. A pause that takes any value gets the shortest one that says something. */
function starter(schema: JsonObject | undefined, isValue: boolean): JsonValue {
  if (schema === undefined) return isValue ? { ok: true } : { approved: true };
  return valueFor(schema, 0);
}

const DEEPEST = 6;

function valueFor(schema: JsonValue | undefined, depth: number): JsonValue {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return null;
  const { type, default: given, const: only, enum: choices, properties, required } = schema as JsonObject;
  if (given !== undefined) return given;
  if (only !== undefined) return only;
  if (Array.isArray(choices)) return (choices as readonly JsonValue[])[0] ?? null;
  switch (Array.isArray(type) ? (type as readonly JsonValue[])[0] : type) {
    case "string":
      return "";
    case "number":
    case "integer":
      return 0;
    case "boolean":
      return true;
    case "array":
      return [];
    case "null":
      return null;
    default:
      return depth >= DEEPEST ? {} : membersFor(properties, required, depth);
  }
}

/** Only what must be there, where the schema says what that is: an empty text is not the same as none. */
function membersFor(properties: JsonValue | undefined, required: JsonValue | undefined, depth: number): JsonValue {
  const needed = Array.isArray(required) ? new Set(required as readonly JsonValue[]) : undefined;
  const entries = Object.entries((properties ?? {}) as JsonObject).filter(([name]) => needed?.has(name) ?? true);
  return Object.fromEntries(entries.map(([name, each]) => [name, valueFor(each, depth + 1)]));
}
