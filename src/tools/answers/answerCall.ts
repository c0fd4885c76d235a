import { assertNever } from "#src/lib/assert.ts";
import { isObject, parseJson } from "#src/lib/json.ts";
import { err, type Result } from "#src/lib/result.ts";
import { placeInWords } from "../textPlace.ts";
import type { Answer, AnswerPlan, CallContext, MockTool } from "../types.ts";
import { malformedAnswer } from "./malformed.ts";
import { scriptContent } from "./scriptContent.ts";
import { mixSeeds, seededUuid } from "./seed.ts";

/** What answering needs of the world. */
export interface AnswerDeps {
  /** Runs a script in the sandbox, and gives what it returns. The error is a sentence. */
  runScript(source: string, context: CallContext): Promise<Result<unknown>>;
  /** Resolves after so many milliseconds; what it rejects with (when the user stops) goes on to the caller. */
  wait(ms: number): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** Milliseconds since the Unix epoch. */
  now(): number;
}

/**
 * The answer of a mock tool to one call, after the tool's delay. Whatever goes wrong with a template or a script is a result with `error`, as
 * it would be with a real tool; "ask" and "none" do not wait. To answer one call in another way, give the tool with another plan.
 */
export async function answerCall(
  tool: Pick<MockTool, "plan" | "delay" | "resultSchemaText">,
  context: CallContext,
  deps: AnswerDeps,
): Promise<Answer> {
  const plan = planOfCall(tool.plan, context.callIndex);
  if (plan.kind === "ask" || plan.kind === "none") return { kind: plan.kind };
  const delay = tool.delay.ms + deps.random() * tool.delay.jitterMs;
  if (delay > 0) await deps.wait(delay);
  switch (plan.kind) {
    case "fixed":
      return { kind: "result", content: plan.text };
    case "error":
      return failure(plan.message);
    case "script": {
      const returned = await deps.runScript(plan.source, context);
      const content = returned.ok ? scriptContent(returned.value) : returned;
      return content.ok ? { kind: "result", content: content.value } : failure(content.error);
    }
    case "template":
      return fromTemplate(plan, context, tool.resultSchemaText, deps);
    case "malformed": {
      const { schemaProblems } = await import("../jsonSchema.ts");
      const fits: Parameters<typeof malformedAnswer>[3] = (schema, value) => schemaProblems(schema, value).length === 0;
      return malformedAnswer(plan.how, context, tool.resultSchemaText, fits);
    }
    default:
      return assertNever(plan);
  }
}

/** The plan for the call of this number (from 0): the step of a sequence, or of one in it, whose calls are then its own. */
function planOfCall(plan: AnswerPlan, callIndex: number): Exclude<AnswerPlan, { kind: "sequence" }> {
  if (plan.kind !== "sequence") return plan;
  const { steps, afterLast } = plan;
  const round = steps.length === 0 ? 0 : Math.floor(callIndex / steps.length);
  const step = afterLast === "start-over" ? steps[callIndex % steps.length] : steps[callIndex];
  if (step !== undefined) return planOfCall(step, afterLast === "start-over" ? round : 0);
  const last = steps.at(-1);
  if (afterLast === "ask" || last === undefined) return { kind: "ask" };
  return planOfCall(last, callIndex - steps.length + 1);
}

/** The text is the message, too: most agents show the model only the content. */
const failure = (message: string): Answer => ({ kind: "result", content: message, error: message });

async function fromTemplate(
  plan: Extract<AnswerPlan, { kind: "template" }>,
  context: CallContext,
  resultSchemaText: string,
  deps: AnswerDeps,
): Promise<Answer> {
  const [{ fillTemplate }, { fakeValue }] = await Promise.all([import("./template.ts"), import("./fakeValue.ts")]);
  const schema = parseJson(resultSchemaText);
  const seedOf = (nth: number): number => mixSeeds(plan.seed, context.callIndex, nth);
  const filled = fillTemplate(plan.text, context, {
    fake: (pointer, nth) =>
      isObject(schema)
        ? fakeValue(schema, pointer, seedOf(nth))
        : err("Nothing can be made up, because the tool has no result schema."),
    uuid: (nth) => seededUuid(seedOf(nth)),
    now: () => new Date(deps.now()).toISOString(),
  });
  if (!filled.ok) return failure(filled.error);
  const { text, warnings } = filled.value;
  if (warnings.length === 0) return { kind: "result", content: text };
  const inWords = warnings.map((warning) => `At ${placeInWords(warning)} of the template: ${warning.message}`);
  return { kind: "result", content: text, warnings: inWords };
}
