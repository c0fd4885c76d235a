import type { AGUIEvent, ToolCall } from "@ag-ui/core";

export type { ContentPart, Interrupt, Message, RunAgentInput, ToolCall } from "@ag-ui/core";

/** The 31 type names of AG-UI 1.0. */
export type EventTypeName = `${AGUIEvent["type"]}`;

/** An AG-UI event after decoding: 1.0 names and shapes, nothing that 1.0 does not describe, `type` as a string literal. */
export type AguiEvent = {
  [E in AGUIEvent as E["type"]]: Omit<E, "type"> & { readonly type: `${E["type"]}` };
}[AGUIEvent["type"]];

/** The event of one type. */
export type AguiEventOf<T extends EventTypeName> = Extract<AguiEvent, { readonly type: T }>;

/** Event families: one colour, one reducer file and one lint file each. */
export type EventFamily = "run" | "text" | "tool" | "state" | "reasoning" | "activity" | "subagent" | "step" | "other";

/** A tool call as a message carries it. */
export type MessageToolCall = ToolCall;
