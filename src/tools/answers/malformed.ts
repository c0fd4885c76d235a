import { assertNever } from "#src/lib/assert.ts";
import { parseJson, type JsonValue } from "#src/lib/json.ts";
import type { Answer, AnswerPlan, CallContext } from "../types.ts";

/** Characters of the answer that is too large: 1 MiB, all of one byte each. */
const HUGE = 1_048_576;

/** Something of each type. */
const OF_EACH_TYPE: readonly JsonValue[] = [42, "not what the schema says", [], {}, true, null];

/** Says what is wrong with a value by a schema: `schemaProblems`, given from outside because the validator is loaded late. */
type Fits = (schema: JsonValue, value: JsonValue) => boolean;

/** A result that no honest tool gives. */
export function malformedAnswer(
  how: Extract<AnswerPlan, { kind: "malformed" }>["how"],
  { callId }: Pick<CallContext, "callId">,
  resultSchemaText: string,
  fits: Fits,
): Extract<Answer, { kind: "result" }> {
  switch (how) {
    case "not-json":
      return { kind: "result", content: '{"status": "ok", "items": [1, 2' };
    case "huge": {
      const [before, after] = ['{"data":"', '"}'];
      return { kind: "result", content: `${before}${"x".repeat(HUGE - before.length - after.length)}${after}` };
    }
    case "unknown-call":
      return { kind: "result", content: '{"status":"ok"}', callId: `${callId}-that-nobody-made` };
    case "wrong-type":
      return wrongType(parseJson(resultSchemaText), fits);
    default:
      return assertNever(how);
  }
}

function wrongType(schema: JsonValue | undefined, fits: Fits): Extract<Answer, { kind: "result" }> {
  const wrong = schema === undefined ? 42 : OF_EACH_TYPE.find((value) => !fits(schema, value));
  if (wrong !== undefined) return { kind: "result", content: JSON.stringify(wrong) };
  const warnings = ["The result schema accepts a value of any type, so that no type is wrong: 42 is sent."];
  return { kind: "result", content: "42", warnings };
}
