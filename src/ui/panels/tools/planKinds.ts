import type { AnswerPlan, MockTool } from "#src/tools/types.ts";

/** A way to answer, as it is chosen. */
export interface PlanKindInfo {
  readonly kind: AnswerPlan["kind"];
  readonly title: string;
  /** One sentence. */
  readonly meaning: string;
}

/** Every way to answer, the most used first. */
export const PLAN_KINDS: readonly PlanKindInfo[] = [
  { kind: "ask", title: "Ask me", meaning: "The call waits until you answer it." },
  { kind: "fixed", title: "Fixed text", meaning: "Every call gets this text." },
  { kind: "template", title: "Template", meaning: "A text whose {{places}} are filled from the call." },
  { kind: "script", title: "Script", meaning: "TypeScript that runs in a sandbox: what it returns is the answer." },
  { kind: "sequence", title: "Sequence", meaning: "The first call by the first step, the second by the second." },
  { kind: "error", title: "Error", meaning: "The tool fails: the tool message has an error." },
  {
    kind: "malformed",
    title: "Malformed",
    meaning: "An answer that no honest tool gives, to see what the agent does.",
  },
  { kind: "none", title: "No answer", meaning: "Nobody answers, and the run stays where it is." },
];

/** What is wrong with a malformed answer. */
export const MALFORMED: readonly { readonly how: Malformed["how"]; readonly title: string }[] = [
  { how: "wrong-type", title: "wrong type" },
  { how: "not-json", title: "not JSON" },
  { how: "huge", title: "1 MB" },
  { how: "unknown-call", title: "unknown call id" },
];

type Malformed = Extract<AnswerPlan, { kind: "malformed" }>;

const NEW_SCRIPT = `// args, state, messages, callIndex, fail(message), sleep(ms)
return { ok: true };
`;

/** A plan of a kind to begin with. What was typed for another kind of text goes along where it can. */
export function newPlan(kind: AnswerPlan["kind"], before: AnswerPlan): AnswerPlan {
  const text = before.kind === "fixed" || before.kind === "template" ? before.text : "";
  switch (kind) {
    case "fixed":
      return { kind, text };
    case "template":
      return { kind, text, seed: 1 };
    case "script":
      return { kind, source: NEW_SCRIPT };
    case "sequence":
      return { kind, steps: before.kind === "sequence" ? before.steps : [before], afterLast: "repeat" };
    case "error":
      return { kind, message: "The tool failed." };
    case "malformed":
      return { kind, how: "wrong-type" };
    default:
      return { kind };
  }
}

/** Whether a delay counts for an answer of the tool: asking and silence come at once. */
export const takesTime = ({ plan, once }: Pick<MockTool, "plan" | "once">): boolean =>
  hasDelay(plan) || (once !== undefined && hasDelay(once));

const hasDelay = ({ kind }: AnswerPlan): boolean => kind !== "ask" && kind !== "none";

/** How a tool answers, in two or three words. */
export function planInShort({ plan, once, delay }: Pick<MockTool, "plan" | "once" | "delay">): string {
  const { ms, jitterMs } = delay;
  const time = ms + jitterMs > 0 ? ` · ${ms}${jitterMs > 0 ? `–${ms + jitterMs}` : ""} ms` : "";
  const timed = (of: AnswerPlan): string => `${inWords(of)}${hasDelay(of) ? time : ""}`;
  // The delay is said once, where it counts.
  const isOwn = hasDelay(plan);
  const next = once && ` · next call: ${isOwn ? inWords(once) : timed(once)}`;
  return `${timed(plan)}${next ?? ""}`;
}

function inWords(plan: AnswerPlan): string {
  switch (plan.kind) {
    case "ask":
      return "ask me";
    case "none":
      return "no answer";
    case "sequence":
      return plan.steps.length === 1 ? "sequence of 1" : `sequence of ${plan.steps.length}`;
    case "malformed":
      return `malformed: ${MALFORMED.find(({ how }) => how === plan.how)?.title ?? plan.how}`;
    default:
      return plan.kind;
  }
}
