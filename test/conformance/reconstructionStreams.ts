import * as fc from "fast-check";
import type { AguiEvent, Message } from "#src/protocol/events.ts";
import { Reconstruction } from "#src/reconstruction/reconstruction.ts";
import type { Finding } from "#src/protocol/lint/types.ts";

/** One random choice of the generator below. */
interface Choice {
  readonly kind: number;
  readonly pick: number;
  readonly flags: number;
  readonly text: string;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  kind: fc.nat(31),
  pick: fc.nat(6),
  flags: fc.nat(63),
  text: fc.constantFrom("a", "Hello ", "", '{"x":', "1}", "é🎈", "long enough to become a joined string"),
});

/** Streams that mostly keep the rules of AG-UI 1.0: everything interleaved, several runs, subagents, chunks, reopened and colliding ids. */
export const streamArbitrary: fc.Arbitrary<AguiEvent[]> = fc
  .array(choice, { maxLength: 80, size: "max" })
  .map(conforming);

/** Any events in any order. */
export const chaosArbitrary: fc.Arbitrary<AguiEvent[]> = fc
  .tuple(streamArbitrary, fc.infiniteStream(fc.nat()), fc.nat(3))
  .map(([events, numbers, mode]) => {
    const random = numbers[Symbol.iterator]();
    const next = (): number => random.next().value as number;
    const some = mode === 0 ? events : events.filter(() => next() % 4 !== 0);
    return mode === 3
      ? some
      : some
          .map((event) => ({ event, at: next() }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ event }) => event);
  });

function conforming(choices: readonly Choice[]): AguiEvent[] {
  const events: AguiEvent[] = [];
  const openText = new Set<string>();
  const openReasoning = new Set<string>();
  const openCalls = new Set<string>();
  const openSteps = new Set<string>();
  const openSubagents = new Set<string>();
  const usedSubagents = new Set<string>();
  let run = 0;
  const finishRun = (flags: number): void => {
    if (flags % 7 === 6) {
      events.push({ type: "RUN_ERROR", message: "broken", ...(flags % 2 === 0 && { code: "E1" }) });
      for (const open of [openText, openReasoning, openCalls, openSteps, openSubagents]) open.clear();
      return;
    }
    for (const messageId of openText) events.push({ type: "TEXT_MESSAGE_END", messageId });
    for (const messageId of openReasoning) events.push({ type: "REASONING_MESSAGE_END", messageId });
    for (const toolCallId of openCalls) events.push({ type: "TOOL_CALL_END", toolCallId });
    for (const stepName of openSteps) events.push({ type: "STEP_FINISHED", stepName });
    for (const subagentRunId of openSubagents) events.push({ type: "SUBAGENT_FINISHED", subagentRunId });
    for (const open of [openText, openReasoning, openCalls, openSteps, openSubagents]) open.clear();
    const outcome =
      flags % 5 === 0
        ? { type: "interrupt" as const, interrupts: [{ id: `i${run}`, reason: "confirmation" }] }
        : flags % 5 === 1
          ? { type: "success" as const, pendingToolCallIds: ["c1"] }
          : flags % 5 === 2
            ? { type: "cancelled" as const }
            : undefined;
    events.push({ type: "RUN_FINISHED", threadId: "t", runId: `r${run}`, ...(outcome && { outcome }) });
  };
  const startRun = (flags: number): void => {
    run++;
    usedSubagents.clear();
    const messages: Message[] = [
      { id: "u1", role: "user", content: "again" },
      { id: `u${run}0`, role: "user", content: [{ type: "text", text: "parts" }] },
      {
        id: `a${run}0`,
        role: "assistant",
        toolCalls: [{ id: `h${run}`, type: "function", function: { name: "old", arguments: "{}" } }],
      },
    ];
    const input = flags % 3 === 0 ? { threadId: "t", runId: `r${run}`, messages, tools: [], context: [] } : undefined;
    events.push({ type: "RUN_STARTED", threadId: "t", runId: `r${run}`, ...(input && { input }) });
  };
  startRun(1);
  for (const { kind, pick, flags, text } of choices) {
    const meta = flags % 4 === 0 ? { metadata: { [`k${pick}`]: flags, shared: pick } } : {};
    const tag =
      flags % 8 === 1 && openSubagents.size > 0
        ? { subagentRunId: [...openSubagents][pick % openSubagents.size] as string }
        : {};
    const nth = <T>(set: Set<T>): T | undefined => [...set][pick % Math.max(set.size, 1)];
    const id = (flags & 1) === 0 ? `m${pick}` : `m${pick}-${events.length}`;
    switch (kind) {
      case 0:
      case 1: {
        if (openText.has(id)) break;
        openText.add(id);
        const role = (["assistant", "user", "system", "developer", undefined] as const)[flags % 5];
        events.push({
          type: "TEXT_MESSAGE_START",
          messageId: id,
          ...(role && { role }),
          ...(flags % 6 === 0 && { name: "bob" }),
          ...meta,
          ...tag,
        });
        break;
      }
      case 2:
      case 3:
      case 4:
      case 5: {
        const messageId = nth(openText);
        if (messageId !== undefined) events.push({ type: "TEXT_MESSAGE_CONTENT", messageId, delta: text, ...meta });
        break;
      }
      case 6: {
        const messageId = nth(openText);
        if (messageId === undefined) break;
        openText.delete(messageId);
        events.push({ type: "TEXT_MESSAGE_END", messageId, ...meta });
        break;
      }
      case 7:
      case 8: {
        const messageId = flags % 3 === 0 ? undefined : `k${pick}`;
        events.push({
          type: "TEXT_MESSAGE_CHUNK",
          ...(messageId !== undefined && { messageId }),
          ...(flags % 4 !== 3 && { delta: text }),
          ...meta,
          ...(messageId !== undefined && tag),
        });
        break;
      }
      case 9:
      case 10: {
        const toolCallId = (flags & 1) === 0 ? `c${pick}` : `c${pick}-${events.length}`;
        if (openCalls.has(toolCallId)) break;
        openCalls.add(toolCallId);
        const parentMessageId = flags % 3 === 0 ? undefined : flags % 3 === 1 ? `m${pick}` : `p${pick}`;
        events.push({
          type: "TOOL_CALL_START",
          toolCallId,
          toolCallName: `tool${flags % 2}`,
          ...(parentMessageId !== undefined && { parentMessageId }),
          ...meta,
        });
        break;
      }
      case 11:
      case 12:
      case 13: {
        const toolCallId = nth(openCalls);
        if (toolCallId !== undefined) events.push({ type: "TOOL_CALL_ARGS", toolCallId, delta: text, ...meta });
        break;
      }
      case 14: {
        const toolCallId = nth(openCalls);
        if (toolCallId === undefined) break;
        openCalls.delete(toolCallId);
        events.push({ type: "TOOL_CALL_END", toolCallId, ...meta });
        break;
      }
      case 15: {
        const toolCallId = flags % 3 === 0 ? `t${pick}` : `d${pick}`;
        events.push({
          type: "TOOL_CALL_CHUNK",
          ...(flags % 5 !== 0 && { toolCallId, toolCallName: "chunked" }),
          ...(flags % 4 !== 3 && { delta: text }),
          ...meta,
        });
        break;
      }
      case 16:
      case 17:
        events.push({
          type: "TOOL_CALL_RESULT",
          messageId: (flags & 1) === 0 ? `res${pick}` : `res${events.length}`,
          toolCallId: `c${pick}`,
          content: text,
          ...meta,
          ...tag,
        });
        break;
      case 18:
        events.push({
          type: "STATE_SNAPSHOT",
          snapshot: flags % 9 === 0 ? null : { list: [1, 2, { n: pick }], map: { a: text }, n: flags },
        });
        break;
      case 19:
      case 20:
      case 21: {
        const deltas = [
          [{ op: "add" as const, path: "/list/-", value: flags }],
          [
            { op: "replace" as const, path: "/map/a", value: text },
            { op: "add" as const, path: `/map/k${pick}`, value: { deep: [pick] } },
          ],
          [{ op: "remove" as const, path: "/list/0" }],
          [
            { op: "test" as const, path: "/n", value: flags },
            { op: "remove" as const, path: "/n" },
          ],
          [{ op: "move" as const, from: "/map", path: "/moved" }],
          [
            { op: "copy" as const, from: "/list", path: "/copy" },
            { op: "add" as const, path: "/copy/0", value: "c" },
          ],
          [{ op: "replace" as const, path: "", value: { list: [], map: {} } }],
        ];
        events.push({ type: "STATE_DELTA", delta: deltas[pick] ?? [] });
        break;
      }
      case 22: {
        const messages = [...events.keys()].slice(0, pick + 1).map((index): Message => {
          if (flags % 4 === 0 && index === 2)
            return { id: `act${pick}`, role: "activity", activityType: "plan", content: { snap: true } };
          if (flags % 4 === 1 && index === 2) return { id: `rs${pick}`, role: "reasoning", content: "snap" };
          if (flags % 4 === 2 && index === 1)
            return {
              id: `m${pick}`,
              role: "assistant",
              toolCalls: [{ id: `c${pick}`, type: "function", function: { name: "snapped", arguments: "{" } }],
            };
          if (flags % 8 === 3 && index === 1)
            return { id: `res${pick}`, role: "tool", toolCallId: `c${pick}`, content: "snapped", error: "no" };
          return { id: `m${index}`, role: "assistant", content: `snap ${index}` };
        });
        const metadata =
          flags % 5 === 0
            ? { "@ag-ui/client": { authoritativeActivityTypes: flags % 2 === 0 ? null : ["plan"] } }
            : undefined;
        events.push({ type: "MESSAGES_SNAPSHOT", messages, ...(metadata && { metadata }) });
        break;
      }
      case 23:
        events.push({
          type: "ACTIVITY_SNAPSHOT",
          messageId: flags % 7 === 0 ? `m${pick}` : `act${pick}`,
          activityType: flags % 2 === 0 ? "plan" : "search",
          content: { items: [text] },
          ...(flags % 3 === 0 && { replace: flags % 2 === 0 }),
          ...meta,
          ...tag,
        });
        break;
      case 24:
        events.push({
          type: "ACTIVITY_DELTA",
          messageId: `act${pick}`,
          activityType: "plan",
          patch: flags % 3 === 0 ? [{ op: "remove", path: "/none" }] : [{ op: "add", path: "/items/-", value: text }],
          ...meta,
        });
        break;
      case 25: {
        const messageId = `rs${pick}`;
        if (openReasoning.has(messageId)) break;
        openReasoning.add(messageId);
        events.push({ type: "REASONING_MESSAGE_START", messageId, role: "reasoning", ...meta });
        break;
      }
      case 26: {
        const messageId = nth(openReasoning);
        if (messageId !== undefined) events.push({ type: "REASONING_MESSAGE_CONTENT", messageId, delta: text });
        break;
      }
      case 27:
        if (flags % 2 === 0)
          events.push({ type: "REASONING_MESSAGE_CHUNK", messageId: `rc${pick}`, delta: text, ...meta });
        else
          events.push({
            type: "REASONING_ENCRYPTED_VALUE",
            subtype: flags % 4 === 1 ? "tool-call" : "message",
            entityId: flags % 4 === 1 ? `c${pick}` : `rs${pick}`,
            encryptedValue: `enc${flags}`,
          });
        break;
      case 28: {
        const subagentRunId = `s${pick}`;
        if (openSubagents.delete(subagentRunId))
          events.push({ type: "SUBAGENT_FINISHED", subagentRunId, outcome: { type: "success" } });
        else if (!usedSubagents.has(subagentRunId)) {
          usedSubagents.add(subagentRunId);
          openSubagents.add(subagentRunId);
          events.push({ type: "SUBAGENT_STARTED", subagentRunId, name: "helper" });
        }
        break;
      }
      case 29: {
        const stepName = `step${pick}`;
        if (openSteps.delete(stepName)) events.push({ type: "STEP_FINISHED", stepName });
        else {
          openSteps.add(stepName);
          events.push({ type: "STEP_STARTED", stepName });
        }
        break;
      }
      case 30:
        if (flags % 2 === 0) events.push({ type: "CUSTOM", name: "x", value: pick, ...tag });
        else events.push({ type: "RAW", event: { pick } });
        break;
      default:
        finishRun(flags);
        startRun(flags);
    }
  }
  finishRun(choices.length);
  return events;
}

/** The reconstruction of events that are known as objects, and what it reported. */
export function reconstruct(
  events: readonly AguiEvent[],
  input?: unknown,
): { readonly reconstruction: Reconstruction; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const reconstruction = new Reconstruction(
    (seq) => events[seq - 1],
    (finding) => findings.push(finding),
  );
  reconstruction.beginExchange(1, input);
  events.forEach((event, index) => reconstruction.apply(index + 1, event));
  return { reconstruction, findings };
}

/** Freezes a value with all it holds, so that a later write to it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const child of Object.values(value)) deepFreeze(child);
  }
  return value;
}
