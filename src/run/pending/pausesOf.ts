import { isObject, parseJson, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { predictedState } from "#src/reconstruction/predictedState.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { ToolCallView } from "#src/reconstruction/types.ts";
import { DIALECTS } from "#src/run/dialects/dialects.ts";
import type { Dialect } from "#src/run/dialects/types.ts";
import { lastRunOf, type LastRun } from "./lastRun.ts";
import type { DialectId, Pause } from "./types.ts";

/** What is looked for. */
export interface PauseOptions {
  /** Names of the tools that the client offers, beside those of the last request. */
  readonly tools: readonly string[];
  readonly dialects: readonly DialectId[];
  /** What a result of the tool of a name should look like, where somebody says it; nobody where it is left out. */
  readonly resultSchema?: (tool: string) => JsonObject | undefined;
}

/**
 * What waits for the client after the last run: open interrupts, tool calls without a result, and what the dialects know. The same pause on two
 * channels is one. While a run goes on nothing waits but what is answered beside its stream.
 */
export function pausesOf(reading: Reading, look: PauseOptions): readonly Pause[] {
  const run = lastRunOf(reading, look);
  if (!run) return [];
  const spoken = DIALECTS.filter(({ id }) => look.dialects.includes(id));
  const detected = (id: DialectId): readonly Pause[] =>
    spoken.flatMap((dialect) => (dialect.kind === "channel" && dialect.id === id ? dialect.detect(run) : []));
  const beside = detected("tool-call-request");
  if (run.run.status === "running") return beside;
  const pauses = merged([
    ...detected("interrupt"),
    // A run that failed waits for nothing of its own; interrupts from before stay open.
    ...(run.run.status === "success" || run.run.status === "interrupt" ? CHANNELS.flatMap((id) => detected(id)) : []),
  ]);
  const named = namedCalls(run);
  const waiting = run.view.pendingToolCallIds.flatMap((id) => {
    const call = run.call(id);
    return call && call.status !== "answered" ? [call] : [];
  });
  const all = withConfirmations(pauses, run.calls.toReversed());
  const taken = new Set(all.flatMap(({ pause: { toolCall }, also }) => [...(toolCall ? [toolCall.id] : []), ...also]));
  const asked = waiting.filter(({ id }) => !taken.has(id)).flatMap((call) => callPause(call, run, spoken, named));
  const found = [...beside, ...all.map(({ pause }) => pause), ...asked];
  if (found.length === 0) return detected("chat-question");
  const predicted = predictedState(run.view);
  if (predicted.length === 0) return found;
  return found.map((pause) => (pause.channels.includes("confirm-changes") ? { ...pause, predicted } : pause));
}

/** The dialects that speak beside interrupts, and may mean the same. */
const CHANNELS: readonly DialectId[] = ["maf-approval", "maf-legacy", "mastra-custom", "langgraph-custom"];

function merged(heard: readonly Pause[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const pause of heard) {
    const same = pauses.findIndex((other) => isSame(other, pause));
    if (same < 0) pauses.push(pause);
    else pauses[same] = merge(pauses[same] as Pause, pause);
  }
  return pauses;
}

/** Whether the second, of a channel beside interrupts, is the first heard again. */
function isSame(first: Pause, second: Pause): boolean {
  if (first.id === second.id) return true;
  const { toolCallId } = first.interrupt ?? {};
  if (second.toolCall && (second.toolCall.id === toolCallId || second.toolCall.id === first.toolCall?.id)) return true;
  const langgraph: unknown = first.interrupt?.metadata?.["langgraph"];
  return (
    second.dialect === "langgraph-custom" &&
    !first.channels.includes("langgraph-custom") &&
    isObject(langgraph) &&
    jsonEqual((langgraph["raw"] ?? null) as JsonValue, second.source ?? null)
  );
}

/** An interrupt that was also heard on another channel stays one, because `resume` is the one way that no framework refuses. */
function merge(first: Pause, second: Pause): Pause {
  const asksBetter = first.interrupt?.message === undefined && second.question !== "";
  const knowsMore = first.responseSchema === undefined && second.responseSchema !== undefined;
  return {
    ...first,
    dialect: second.dialect === "maf-approval" ? second.dialect : first.dialect,
    channels: [...first.channels, second.dialect],
    evidence: together(first.evidence, second.evidence),
    question: asksBetter ? second.question : first.question,
    toolCall: first.toolCall ?? second.toolCall,
    ...(knowsMore && {
      responseSchema: second.responseSchema,
      shape: { ...second.shape, fits: [...second.shape.fits, "cancel"] },
    }),
    source: second.source,
  };
}

interface Confirmed {
  readonly pause: Pause;
  /** The calls of confirm_changes that only repeat it. */
  readonly also: readonly string[];
}

/** Agent Framework makes up a call of confirm_changes for each approval. It names the call in question and must stay without an answer. */
function withConfirmations(pauses: readonly Pause[], calls: readonly ToolCallView[]): readonly Confirmed[] {
  const confirmations = pauses.length === 0 ? [] : calls.filter(({ name }) => name === "confirm_changes");
  return pauses.map((pause) => {
    const also = confirmations.filter((call) => {
      const args = parseJson(call.arguments);
      return isObject(args) && pause.toolCall !== undefined && args["function_call_id"] === pause.toolCall.id;
    });
    if (also.length === 0) return { pause, also: [] };
    const channels = [...pause.channels, "confirm-changes" as const];
    const evidence = together(
      pause.evidence,
      also.map(({ startedBy }) => startedBy),
    );
    return { pause: { ...pause, channels, evidence }, also: also.map(({ id }) => id) };
  });
}

const together = (first: readonly number[], second: readonly number[]): readonly number[] =>
  [...new Set([...first, ...second])].toSorted((a, b) => a - b);

/** The calls that RUN_FINISHED itself names as left to the client. */
function namedCalls({ end }: LastRun): ReadonlySet<JsonValue> {
  const outcome: unknown = end?.json["outcome"];
  const ids: unknown = isObject(outcome) ? outcome["pendingToolCallIds"] : undefined;
  return new Set(Array.isArray(ids) ? (ids as JsonValue[]) : []);
}

function callPause(
  call: ToolCallView,
  run: LastRun,
  spoken: readonly Dialect[],
  named: ReadonlySet<JsonValue>,
): readonly Pause[] {
  for (const dialect of spoken) {
    const shape = dialect.kind === "tool" ? dialect.shapeOf(call, run) : undefined;
    if (!shape) continue;
    const certain = named.has(call.id) || run.offers(call.name) || dialect.id !== "frontend-tool";
    return [
      {
        id: `call:${call.id}`,
        dialect: dialect.id,
        channels: [dialect.id],
        evidence: [call.startedBy],
        question: `The agent calls ${call.name}.`,
        toolCall: { id: call.id, name: call.name, argumentsText: call.arguments },
        interrupt: undefined,
        responseSchema: undefined,
        expiresAt: undefined,
        shape,
        doubt: certain
          ? undefined
          : `Nobody offers ${call.name}, so the agent may have run it itself without sending the result.`,
        source: undefined,
      },
    ];
  }
  return [];
}
