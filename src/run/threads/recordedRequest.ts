import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { WireRequest } from "#src/transport/types.ts";

/** What a request that was sent says of its run. Ids are found in camelCase and in snake_case. */
export interface RecordedRequest {
  readonly threadId: string | undefined;
  readonly runId: string | undefined;
  readonly parentRunId: string | undefined;
  /** The ids of its messages, in its order; an empty text for one without. */
  readonly messageIds: readonly string[];
  /** The role of the last message; undefined where there is none. */
  readonly lastRole: string | undefined;
  /** The first words of the last message. */
  readonly words: string;
  /** How many interrupts it answers. */
  readonly resumed: number;
}

const LONGEST = 120;

const known = new WeakMap<WireRequest, RecordedRequest>();

/** Reads a request that was sent, whatever it is: what it does not say is undefined. A body is parsed once. */
export function recordedRequest(request: WireRequest): RecordedRequest {
  let found = known.get(request);
  if (!found) {
    const input = runInputOf(parseJson(request.body));
    found = facts(isObject(input) ? input : {});
    known.set(request, found);
  }
  return found;
}

function facts(input: Record<string, unknown>): RecordedRequest {
  const { messages, resume } = input;
  const list: readonly unknown[] = Array.isArray(messages) ? messages : [];
  const last = list.at(-1);
  return {
    threadId: text(input["threadId"] ?? input["thread_id"]),
    runId: text(input["runId"] ?? input["run_id"]),
    parentRunId: text(input["parentRunId"] ?? input["parent_run_id"]),
    messageIds: list.map((message) => (isObject(message) ? (text(message["id"]) ?? "") : "")),
    lastRole: isObject(last) ? text(last["role"]) : undefined,
    words: isObject(last) ? firstWords(last["content"]) : "",
    resumed: Array.isArray(resume) ? resume.length : 0,
  };
}

/** The beginning of what a message says, in one line; of parts the text, or else how many there are. */
function firstWords(content: unknown): string {
  if (typeof content === "string") return content.slice(0, LONGEST).replace(/\s+/g, " ").trim();
  if (!Array.isArray(content)) return "";
  for (const part of content as readonly unknown[]) {
    if (isObject(part) && typeof part["text"] === "string" && part["text"].trim() !== "")
      return firstWords(part["text"]);
  }
  return content.length === 1 ? "1 attachment" : `${content.length} attachments`;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
