import type { AgentCapabilities, RunAgentInput } from "@ag-ui/core";
import type { z } from "zod/v4";
import type { AguiEvent } from "#src/protocol/events.ts";

/**
 * Something that no encoder would produce, for agents that misbehave on purpose:
 * - `text` puts these characters on the wire as they are
 * - `cut` breaks the connection without ending the body
 */
type WireFault = { readonly wire: "text"; readonly text: string } | { readonly wire: "cut" };

/** What a scenario yields. An array is written in one piece, which is what makes high rates affordable. */
export type Emission = AguiEvent | readonly AguiEvent[] | WireFault;

/** A scenario's stream. Its `finally` blocks run within a moment of the client leaving. */
export type Emissions = AsyncGenerator<Emission, void, undefined>;

/** Hands out ids such as `msg_k3f9_1`: derived from thread and run, so the same request always gets the same ids. */
export type IdMaker = (prefix: string) => string;

/** What a scenario may use besides its input. No clock and no randomness: the events depend on the request alone. */
export interface ScenarioTools {
  /** Aborted when the client leaves. */
  readonly signal: AbortSignal;
  /** `forwardedProps.pace`: 1 is natural, 0 is as fast as possible, 2 is half as fast. */
  readonly pace: number;
  /** Waits `milliseconds` × pace; rejects when the client leaves. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Waits `milliseconds` whatever the pace; rejects when the client leaves. */
  readonly sleepExactly: (milliseconds: number) => Promise<void>;
  readonly id: IdMaker;
}

/** One bundled agent. */
export interface Scenario {
  /** The last part of its URL. */
  readonly name: string;
  /** A few words for a list. */
  readonly title: string;
  /** One or two sentences: what it shows, and what in the request changes it. */
  readonly description: string;
  /** A user message that shows it well. */
  readonly example: string;
  /** What it truly does; the transport part is added for all agents alike. */
  readonly capabilities: AgentCapabilities;
  /** What it reads from `forwardedProps` besides `pace`; a request that does not fit is answered 422. */
  readonly props?: z.ZodType;
  /** Answers instead of a stream (an error status, a page), or delays the headers. Undefined goes on with `run`. */
  respond?(input: RunAgentInput, tools: ScenarioTools): Promise<Response | undefined>;
  run(input: RunAgentInput, tools: ScenarioTools): Emissions;
}

/** One thing wrong with a request body. `path` is a JSON Pointer into it, empty for the body itself. */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}
