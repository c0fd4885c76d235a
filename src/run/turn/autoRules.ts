import { parseJson, type JsonValue } from "#src/lib/json.ts";
import type { AnswerKind, Pause, PauseAnswer } from "#src/run/pending/types.ts";
import type { Answerer } from "./loopTypes.ts";
import { nameGlob } from "./nameGlob.ts";
import {
  conditionInWords,
  conditionProblem,
  conditionTest,
  type RuleCondition,
  type RuleProblem,
} from "./ruleCondition.ts";

/** An answer that is given without asking. */
export interface AutoRule {
  /** Stable key for lists. */
  readonly id: string;
  readonly enabled: boolean;
  /** Names of tools, with `*` for any text and `?` for one character; of an interrupt without a tool, its reason. */
  readonly match: string;
  /** What must hold of the call's arguments, or of the question's value where there is no call; always where it is left out. */
  readonly when?: RuleCondition;
  readonly do: PauseAnswer;
}

/** What a rule did. */
export interface RuleLogEntry {
  readonly ruleId: string;
  readonly pauseId: string;
  /** The tool's name, or the interrupt's reason. */
  readonly name: string;
  readonly did: AnswerKind | "nothing";
  /** What happened, in a sentence. */
  readonly sentence: string;
}

/** What is wrong with a rule; undefined where it can be used. */
export function ruleProblem({ match, when }: AutoRule): RuleProblem | undefined {
  if (match.trim() === "") return { message: "The rule names no tool: write a name, or * for all." };
  return when === undefined ? undefined : conditionProblem(when);
}

/**
 * An answerer that goes by rules and leaves to another what no rule answers. The first rule that matches holds; one whose answer the pause cannot take,
 * whose condition cannot be asked of it, or that is wrong itself, does nothing, says so in the log, and the next one is tried.
 */
export function withRules(
  rules: () => readonly AutoRule[],
  answerer: Answerer,
  log: (entry: RuleLogEntry) => void,
): Answerer {
  return (pause, context) => {
    for (const rule of rules()) {
      const entry = rule.enabled ? applied(rule, pause) : undefined;
      if (!entry) continue;
      log(entry);
      if (entry.did !== "nothing") return rule.do;
    }
    return answerer(pause, context);
  };
}

/** What a rule does about a pause; undefined where the pause is none of its business. */
function applied(rule: AutoRule, pause: Pause): RuleLogEntry | undefined {
  const name = pause.toolCall?.name ?? pause.interrupt?.reason ?? pause.dialect;
  if (!nameGlob(rule.match)(name)) return undefined;
  const entry = (did: RuleLogEntry["did"], sentence: string): RuleLogEntry => ({
    ruleId: rule.id,
    pauseId: pause.id,
    name,
    did,
    sentence,
  });
  const { when } = rule;
  if (when !== undefined) {
    const test = conditionTest(when);
    if (!test.ok) return entry("nothing", `The condition of the rule cannot be read. ${test.error.message}`);
    const met = test.value({ args: argumentsOf(pause), name });
    if (!met.ok) return entry("nothing", `${name}: the rule “${conditionInWords(when)}” does not apply: ${met.error}.`);
    if (!met.value) return undefined;
  }
  const { kind } = rule.do;
  if (!pause.shape.fits.includes(kind)) {
    const fits = pause.shape.fits.join(", ");
    return entry("nothing", `${name} cannot be answered with “${kind}”, only with ${fits}.`);
  }
  const because = when === undefined ? "" : ` because ${conditionInWords(when)}`;
  return entry(kind, `${name}: ${DONE[kind]}${because}.`);
}

const DONE: Readonly<Record<AnswerKind, string>> = {
  approve: "approved",
  reject: "rejected",
  result: "answered",
  fail: "failed",
  cancel: "cancelled",
};

/** What the condition of a rule is asked about. */
function argumentsOf({ toolCall, source, interrupt }: Pause): JsonValue {
  if (toolCall) return parseJson(toolCall.argumentsText) ?? toolCall.argumentsText;
  return source ?? (interrupt?.metadata as JsonValue | undefined) ?? null;
}
