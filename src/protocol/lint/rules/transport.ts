import type { ExchangeEnd } from "#src/recording/types.ts";
import { type FrameKind, isAccepted, type WireFrame, type WireNote, type WireResponse } from "#src/transport/types.ts";
import { strayLine } from "#src/transport/sseBlock.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import type { JsonValue } from "#src/lib/json.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import { parseInjectionComment } from "#src/transport/faults/injectionComment.ts";
import type { Injection } from "#src/transport/faults/types.ts";
import type { DecodedFrame } from "#src/protocol/decode.ts";
import { saidByErrorBody } from "#src/protocol/errorBody.ts";
import type { LintContext } from "#src/protocol/lint/context.ts";

const CLIENT_FRAME_LIMIT = 10 * 1024 * 1024;
const PROTOBUF_TYPE = "application/vnd.ag-ui.event+proto";
const MIB = 1024 * 1024;

/** What the bytes and the exchange around them say. */
export class TransportRules {
  private sent: JsonValue | undefined;
  private response: WireResponse | undefined;
  /** Asked for every frame. */
  private statusFailed = false;
  private firstSeq = 1;
  private statusSaid = false;
  private foreignBody = false;
  private readonly once = new Set<string>();

  constructor(private readonly context: LintContext) {}

  beginExchange(firstSeq: number, sent: unknown): void {
    this.sent = sent as JsonValue | undefined;
    this.response = undefined;
    this.statusFailed = false;
    this.firstSeq = firstSeq;
    this.statusSaid = false;
    this.foreignBody = false;
    this.once.clear();
  }

  receive(response: WireResponse): void {
    this.response = response;
    this.statusFailed = !isAccepted(response.status);
    if (response.redirected) {
      this.context.say("transport/redirect", {
        source: "transport",
        seq: this.firstSeq - 1,
        message: `The request was redirected to ${response.url}. Use that address: a redirect can lose headers, often it is only a missing or extra slash.`,
        found: response.url,
      });
    }
    const encoding = encodingOf(response);
    if (encoding !== "") {
      this.context.say("transport/compressed", {
        source: "transport",
        seq: this.firstSeq - 1,
        message: `The answer is compressed (${encoding}). A compressor may hold events back until it has enough of them: switch compression off for the stream.`,
        expected: "no Content-Encoding",
        found: encoding,
      });
    }
  }

  /** True when the answer is no stream at all and that was said. */
  get isForeign(): boolean {
    return this.statusFailed || this.foreignBody;
  }

  frame(kind: FrameKind, frame: WireFrame | undefined, decoded: DecodedFrame): void {
    if (this.statusFailed) {
      this.sayStatus(kind === "body" ? (frame?.data ?? "") : "");
      return;
    }
    if (kind === "body") this.sayForeign(frame?.data ?? "");
    if (frame === undefined) return;
    const size = frame.end - frame.start;
    if (size > CLIENT_FRAME_LIMIT) {
      this.context.say("transport/oversized-frame", {
        source: "transport",
        message: `The frame has ${(size / MIB).toFixed(1)} MiB; the official client reads at most 10.`,
        expected: "at most 10 MiB",
        found: `${size} bytes`,
      });
    }
    // A cut protobuf body is noted by its framer.
    if (frame.unterminated && kind === "event") {
      if (decoded.json === undefined) {
        this.context.say("transport/truncated-frame", {
          source: "transport",
          message: "The stream ended inside this frame, so that it is not complete.",
        });
      } else {
        this.context.say("transport/unterminated-frame", {
          source: "transport",
          message: "The stream ended without the blank line that completes this frame. Strict readers drop it.",
        });
      }
    }
  }

  note({ code, offset, detail }: WireNote): void {
    if (code === "injected") {
      const injection = parseInjection(detail);
      this.sayInjected(injection?.says ?? "AG-UI Scope changed the stream here.", injection);
      return;
    }
    if (code === "posted") this.say("scope/posted", detail);
    if (this.statusFailed) return;
    const at = `at byte ${offset}`;
    switch (code) {
      case "crlf":
        this.sayOnce(
          "transport/crlf",
          `A line ends with ${detail === "cr" ? "CR" : "CRLF"} ${at}. That is legal, but the official client finds a frame's end only at two LF: send LF alone.`,
        );
        return;
      case "bom-midstream":
        this.say("transport/bom-midstream", `A byte order mark stands ${at}; readers lose the line that it begins.`);
        return;
      case "invalid-utf8":
        this.sayOnce("transport/invalid-utf8", `The bytes are not UTF-8 ${at}; they show as replacement characters.`);
        return;
      case "leading-space":
        this.say("transport/leading-space", `A line begins with a space ${at}, so that it is no field: ${detail}`);
        return;
      case "oversized-frame":
        this.say(
          "transport/oversized-frame",
          `A frame has ${detail} bytes; it is kept, but what is beyond the limit is not read.`,
        );
        return;
      case "stray-text":
        this.sayStray(detail);
        return;
      case "recording-full":
        this.say("transport/recording-full", `The recording is full: ${detail} more bytes were counted but not kept.`);
        return;
      case "trailing-bytes":
        this.say(
          "transport/truncated-frame",
          `The body ended ${at}, inside a protobuf message or before its JSON array was closed.`,
        );
        return;
      case "format":
        this.format(detail);
        return;
      default:
    }
  }

  /** The text of a block without data. */
  fields(text: string): void {
    if (this.statusFailed) return;
    const stray = strayLine(text);
    if (stray !== undefined) this.sayStray(stray);
    else {
      this.sayOnce(
        "transport/event-field",
        "A block has no data, only fields such as event, id or retry. AG-UI puts everything into data.",
      );
    }
  }

  /** A comment in which an agent of AG-UI Scope says what a fault rule did. Anybody can write one, so it is quoted. */
  comment(text: string): void {
    const injection = parseInjectionComment(text);
    if (injection) this.sayInjected(`A comment in the stream says: ${injection.says}`, injection);
  }

  /** The body ended. `frames` are all of this exchange, `events` those that were meant as events. */
  end(end: ExchangeEnd, frames: number, events: number, lastSeq: number): void {
    const seq = frames > 0 ? lastSeq : this.firstSeq - 1;
    if (this.statusFailed) this.sayStatus("");
    if (end.reason === "unreachable") {
      this.context.say("transport/unreachable", {
        source: "transport",
        seq,
        message: `No answer came${end.message ? `: ${end.message}` : "."} The address may be wrong, the agent down, or the browser may block it (CORS, mixed content).`,
      });
    } else if (end.reason === "reset") {
      this.context.say("transport/connection-lost", {
        source: "transport",
        seq,
        message: `The connection broke while the stream was read${end.message ? `: ${end.message}` : "."}`,
      });
    } else if (end.reason === "complete" && events === 0 && !this.isForeign) {
      const answered =
        this.response === undefined ? "The body holds" : `The agent answered ${this.response.status} and then sent`;
      this.context.say("transport/empty-body", {
        source: "transport",
        seq,
        message: `${answered} ${frames === 0 ? "nothing at all" : "no event"}.`,
        expected: "a stream of events",
        found: frames === 0 ? "an empty body" : "a body without events",
      });
    }
  }

  private sayStatus(body: string): void {
    if (this.statusSaid || this.response === undefined) return;
    this.statusSaid = true;
    const { status, statusText } = this.response;
    const said = saidByErrorBody(body, this.sent);
    const quote = said === "" ? "" : `: ${said}`;
    this.context.say("transport/http-status", {
      source: "transport",
      message: `The agent answered ${status}${statusText ? ` ${statusText}` : ""}${quote}`,
      expected: "a status of 2xx",
      found: String(status),
    });
  }

  private sayForeign(body: string): void {
    if (this.foreignBody) return;
    this.foreignBody = true;
    if (/^\s*<(?:!doctype|html)/i.test(body)) {
      this.say(
        "transport/html-page",
        "The body is an HTML page: the address is probably that of a page or a login, not of an agent.",
      );
    } else if (encodingOf(this.response) !== "" && body.includes("\uFFFD")) {
      this.say(
        "transport/not-a-stream",
        `The body is compressed (${encodingOf(this.response)}) and kept as it came, so no event in it can be read here. Switch compression off for the stream.`,
      );
    } else {
      const start = body.replaceAll(/\s+/g, " ").trim().slice(0, 120);
      this.say("transport/not-a-stream", `The body is no event stream. It begins: ${start}`);
    }
  }

  private format(format: string): void {
    // A file may hold events in any of the formats that can be opened; only an agent has to send an event stream.
    if (this.response === undefined) return;
    const contentType = headerOf(this.response.headers, "content-type") ?? "";
    const [essence = ""] = contentType.toLowerCase().split(";", 1);
    const type = essence.trim();
    if (format === "ndjson" || format === "json-array") {
      this.foreignBody = true;
      this.say(
        "transport/not-a-stream",
        `The events come as ${format === "ndjson" ? "lines of JSON" : "a JSON array"}, not as an event stream. They are read here; the official client sees none of them.`,
      );
    } else if (format === "protobuf" && type === PROTOBUF_TYPE && contentType !== PROTOBUF_TYPE) {
      this.say(
        "transport/protobuf-type-params",
        `The content type must be exactly ${PROTOBUF_TYPE}, but is ${contentType}.`,
      );
    } else if (
      (format === "sse" && type !== "text/event-stream") ||
      (format === "protobuf" && type !== PROTOBUF_TYPE)
    ) {
      const expected = format === "sse" ? "text/event-stream" : PROTOBUF_TYPE;
      this.context.say("transport/content-type", {
        source: "transport",
        message: `The body is ${format === "sse" ? "an event stream" : "protobuf"}, but its content type is ${contentType || "missing"}.`,
        expected,
        found: contentType || "nothing",
      });
    }
  }

  /** Who compares what came with what is expected sees what the agent had sent. */
  private sayInjected(message: string, injection: Injection | undefined): void {
    const original = injection?.original;
    this.context.say("scope/injected", {
      source: "transport",
      message,
      ...(original !== undefined && { expected: original }),
    });
  }

  private sayStray(line: string): void {
    const text = line.trim();
    const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
    const like = text.startsWith("{")
      ? "It looks like an event whose “data: ” is missing."
      : /^<[!a-z]/i.test(text)
        ? "It looks like a page: a proxy or a server wrote it into the stream."
        : /data: ?\{/.test(text)
          ? "Something stands before its “data”, so that the event is lost."
          : "A server may have written a log or an error into the stream.";
    this.context.say("transport/stray-text", {
      source: "transport",
      message: `Text stands in the stream that is no field of server-sent events, so that clients skip it and nobody sees it: ${shown} ${like}`,
      expected: "lines that begin with data, a comment or nothing",
      found: shown,
    });
  }

  private say(rule: Parameters<LintContext["say"]>[0], message: string): void {
    this.context.say(rule, { source: "transport", message });
  }

  private sayOnce(rule: Parameters<LintContext["say"]>[0], message: string): void {
    if (this.once.has(rule)) return;
    this.once.add(rule);
    this.say(rule, message);
  }
}

/** The Content-Encoding that changes bytes; "" without one. */
function encodingOf(response: WireResponse | undefined): string {
  const encoding = (headerOf(response?.headers ?? [], "content-encoding") ?? "").trim();
  return encoding.toLowerCase() === "identity" ? "" : encoding;
}
