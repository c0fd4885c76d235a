/** The pages of the AG-UI 1.0 specification that events and rules point to. */
export type SpecPage =
  | "basic"
  | "basic/metadata"
  | "basic/patterns/interrupt-resume"
  | "basic/patterns/snapshots"
  | "basic/patterns/streaming"
  | "basic/processing"
  | "basic/run-input"
  | "basic/transports"
  | "basic/transports/http-protobuf"
  | "basic/transports/http-sse"
  | "basic/versioning"
  | "events/activity"
  | "events/lifecycle"
  | "events/passthrough"
  | "events/reasoning"
  | "events/state"
  | "events/subagents"
  | "events/text-messages"
  | "events/tool-calls";

/** The address of a page of the specification. */
export const specUrl = (page: SpecPage): string => `https://docs.ag-ui.com/spec/1.0/${page}`;
