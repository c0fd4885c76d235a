/** Something that the code takes from its environment, because it is or may be a secret. */
export interface CodeVariable {
  /** A name for an environment variable in any shell: capitals, digits and underscores, beginning with AGENT_. */
  readonly name: string;
  /** What it holds, in words. */
  readonly about: string;
}

/** A text in generated code: what is written as it is, and what is put in when the code runs. */
export type CodeText = readonly (string | CodeVariable)[];

/** One header in generated code. */
export interface CodeHeader {
  readonly name: string;
  readonly value: CodeText;
}

/** A request without its secrets: all that generated code is made from. */
export interface CodeRequest {
  readonly method: string;
  readonly url: CodeText;
  /** All that are to be sent, Content-Type and Accept included. No name is there twice, in any case. */
  readonly headers: readonly CodeHeader[];
  /** The exact text to send. */
  readonly body: string;
  /** The RunAgentInput in it: the body itself, or what is inside the envelope. */
  readonly input: string;
  /** The envelope of a single-route CopilotKit runtime, where the body has one. */
  readonly envelope: { readonly method: string; readonly params: string } | undefined;
  /** What the agent is asked for. */
  readonly format: "sse" | "protobuf";
  /** The newest version that the agent knows, where the user says so. */
  readonly ceiling: string | undefined;
  /** What the code takes from its environment, each once. */
  readonly variables: readonly CodeVariable[];
}
