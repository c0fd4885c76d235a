import type { Result } from "#src/lib/result.ts";
import type { SingleRouteEnvelope } from "./wrapSingleRoute.ts";

/** One question of a discovery. */
export interface DiscoveryQuestion {
  readonly method: "GET" | "POST";
  readonly url: string;
  /** JSON text. */
  readonly body?: string;
}

/** What came back, whatever the status. */
export interface DiscoveryAnswer {
  readonly status: number;
  /** As it came; empty where there is none. */
  readonly contentType: string;
  /** The body as text, or its start; empty for a stream, which is not read. */
  readonly text: string;
}

/** Asks one question, directly or through the relay. An error is one sentence that says why there is no answer. */
export type AskJson = (question: DiscoveryQuestion) => Promise<Result<DiscoveryAnswer>>;

/** One agent, or one way to call it, that the user can choose. */
export interface EndpointChoice {
  readonly title: string;
  readonly description: string;
  /** Where to send. */
  readonly url: string;
  /** `connect` replays a known thread instead of running the agent. */
  readonly call: "run" | "connect";
  /** What the body has to be wrapped in; absent where it is a plain RunAgentInput. */
  readonly envelope?: SingleRouteEnvelope;
  readonly capabilities?: CapabilitiesReport;
}

/** What an agent says it can do. */
export interface CapabilitiesReport {
  /** `ag-ui`: AgentCapabilities; `strands`: what AWS Strands answers with. */
  readonly shape: "ag-ui" | "strands";
  /** As it came. */
  readonly json: Readonly<Record<string, unknown>>;
  /** What it says it does, as dotted names such as "transport.streaming". */
  readonly yes: readonly string[];
  /** What it says it does not do. What is in neither list is unknown. */
  readonly no: readonly string[];
}

/** One question and what came of it, for people. */
export interface Evidence {
  /** "GET http://…/info" */
  readonly asked: string;
  /** "HTTP 404: Not Found", or what was found. */
  readonly came: string;
  readonly found: boolean;
}

/** What could be found out about an address by asking it. Everything may be empty: most agents answer none of the questions. */
export interface Discovery {
  readonly choices: readonly EndpointChoice[];
  /** The CopilotKit runtime behind the address. */
  readonly runtime: RuntimeFound | undefined;
  /** What the agent at the address itself says it can do. */
  readonly capabilities: CapabilitiesReport | undefined;
  /** In the order in which was asked. */
  readonly evidence: readonly Evidence[];
}

/** A CopilotKit runtime. */
export interface RuntimeFound {
  readonly base: string;
  /** `multi`: each agent has an address of its own; `single`: all calls go to the base, in an envelope. */
  readonly mode: "multi" | "single";
  /** Empty where it does not say. */
  readonly version: string;
}
