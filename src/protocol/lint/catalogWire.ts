import type { RuleDraft } from "./catalog.ts";

/** Rules about bytes and the exchange that carried them. */
export const TRANSPORT_RULES = [
  ["transport/http-status", "Status outside 2xx", "Rejects the run with the status and body.", "basic/transports"],
  ["transport/html-page", "An HTML page instead of a stream", "Ends as an empty success."],
  ["transport/not-a-stream", "A body that is no event stream", "Ends as an empty success.", "basic/transports"],
  ["transport/empty-body", "A successful answer without events", "Ends as an empty success.", "basic/transports"],
  [
    "transport/content-type",
    "A content type that does not fit the body",
    "Reads what it takes it for.",
    "basic/transports/http-sse",
  ],
  [
    "transport/protobuf-type-params",
    "Protobuf media type not written exactly",
    "Sees no event and ends as an empty success.",
    "basic/transports/http-protobuf",
  ],
  ["transport/crlf", "Line ends of CR or CRLF", "Cannot find the frames: the run fails at its end."],
  ["transport/bom-midstream", "Byte order mark inside the stream", "Loses the frame it is in."],
  ["transport/invalid-utf8", "Bytes that are not UTF-8", "Shows replacement characters."],
  ["transport/leading-space", "A line that starts with a space is no field", "Ignores the line."],
  [
    "transport/missing-blank-line",
    "Frames not separated by a blank line",
    "The run fails with a JSON error.",
    "basic/transports/http-sse",
  ],
  [
    "transport/truncated-frame",
    "The stream ends inside a frame",
    "The run fails with a JSON error.",
    "basic/transports",
  ],
  [
    "transport/unterminated-frame",
    "The last frame lacks its blank line",
    "Reads it; readers that follow the SSE rules drop it.",
  ],
  ["transport/oversized-frame", "A frame over the size limit", "Rejects frames over 10 MB."],
  ["transport/recording-full", "Bytes beyond the limit of a recording", "Is not concerned."],
  [
    "transport/connection-lost",
    "The connection broke while the stream was read",
    "Rejects the run.",
    "basic/transports",
  ],
  ["transport/unreachable", "No answer at all", "Rejects the run."],
  ["transport/redirect", "The request was redirected", "Follows; headers may be lost on the way."],
  ["transport/compressed", "A compressed stream", "Decompresses it; events may come late, in bursts."],
  ["transport/stray-text", "Text in the stream that is no field", "Skips it: nobody sees what it says."],
  [
    "transport/event-field",
    "Fields that AG-UI does not use",
    "Ignores event, id and retry.",
    "basic/transports/http-sse",
  ],
  ["transport/done-sentinel", "[DONE] is not part of AG-UI", "The run fails with a JSON error."],
  ["transport/empty-data", "A frame with empty data", "The run fails with a JSON error."],
  [
    "transport/protobuf-decode",
    "A protobuf message that cannot be decoded",
    "Rejects the run.",
    "basic/transports/http-protobuf",
  ],
  ["transport/protobuf-unavailable", "Protobuf cannot be decoded here", "Is not concerned."],
] as const satisfies readonly RuleDraft[];

/** What AG-UI Scope itself did to a stream, so that it is never taken for the agent's doing. */
export const SCOPE_RULES = [
  ["scope/injected", "Changed by AG-UI Scope", "Receives what was delivered, not what the agent sent."],
  ["scope/posted", "Answered beside the stream by AG-UI Scope", "Has no such answer: it drops what asked for it."],
] as const satisfies readonly RuleDraft[];

/** Rules about JSON as text. */
export const JSON_RULES = [
  ["json/invalid", "Not JSON", "The run fails with a JSON error.", "basic/transports/http-sse"],
  ["json/not-object", "JSON, but not an object", "The run fails.", "basic"],
  ["json/duplicate-key", "A key twice in one object", "The last one wins, silently."],
  ["json/unsafe-integer", "An integer that JavaScript cannot hold", "Loses digits silently."],
] as const satisfies readonly RuleDraft[];

/** Rules about an event on its own, against the event table. */
export const SCHEMA_RULES = [
  ["schema/missing-type", "No event type", "The run fails.", "basic"],
  [
    "schema/unknown-type",
    "An event type that 1.0 does not have",
    "Drops the event with a console warning.",
    "basic/processing",
  ],
  ["schema/wrong-case-type", "An event type in another spelling", "Drops the event with a console warning.", "basic"],
  ["schema/missing-field", "A required field is missing", "The run fails.", "basic/processing"],
  ["schema/wrong-type", "A field of another type", "The run fails.", "basic/processing"],
  ["schema/enum", "A value outside its set", "The run fails.", "basic/processing"],
  ["schema/null-field", "Null where the field should be absent", "The run fails.", "basic"],
  ["schema/snake-case", "A required field in snake_case", "Removes it, then the run fails.", "basic"],
  ["schema/snake-case-optional", "An optional field in snake_case", "Removes it with a console warning.", "basic"],
  [
    "schema/unknown-field",
    "A property that 1.0 does not describe",
    "Removes it with a console warning.",
    "basic/processing",
  ],
  [
    "schema/unknown-member",
    "A part that 1.0 does not describe",
    "Removes it with a console warning.",
    "basic/processing",
  ],
  ["schema/timestamp", "A timestamp that is no integer", "The run fails.", "basic"],
] as const satisfies readonly RuleDraft[];

/** Rules about what older versions sent. */
export const COMPAT_RULES = [
  [
    "compat/thinking-events",
    "Retired THINKING events",
    "Converts them to REASONING events until September 2027.",
    "basic/versioning",
  ],
  [
    "compat/binary-part",
    "Retired binary content part",
    "Converts it to a media part, or drops it when it only has an id.",
    "basic/versioning",
  ],
  [
    "compat/null-field",
    "A null that was legal before 1.0",
    "Reads it as absent with a console warning.",
    "basic/versioning",
  ],
] as const satisfies readonly RuleDraft[];
