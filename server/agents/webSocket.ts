import { STATUS_CODES, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { AGUI_MEDIA_TYPE, EventEncoder } from "@ag-ui/encoder";
import { WebSocketServer, type WebSocket } from "ws";
import type { HostCheck } from "#server/hostCheck.ts";
import { parseJson } from "#src/lib/json.ts";
import type { AguiEvent } from "#src/protocol/events.ts";
import { jsonSyntaxError } from "#src/run/jsonSyntax.ts";
import { runError } from "./emit.ts";
import { asksForProtobuf } from "./eventStream.ts";
import { checkInput } from "./inputIssues.ts";
import type { AgentRoutesOptions } from "./routes.ts";
import { scenarioTools } from "./scenarioTools.ts";
import type { Emission, Scenario } from "./types.ts";

/** What the agents' WebSockets can be told. */
export interface AgentSocketsOptions extends Pick<AgentRoutesOptions, "scenarios" | "onFailure"> {
  readonly hosts: HostCheck;
}

const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** A close frame holds 125 bytes: two for the code, the others for the reason. */
const MAX_REASON_BYTES = 123;
/** Bytes of the length that stands before each message over HTTP and that a WebSocket does not need. */
const LENGTH_PREFIX = 4;

/** Closing codes (https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1). */
const DONE = 1000;
const POLICY = 1008;
const SERVER_ERROR = 1011;

/**
 * Serves `/agents/<name>/ws`: the first text message is a RunAgentInput, each event of the answer one message, and the end of the run a
 * close with 1000. Events are JSON in text messages, or protobuf in binary ones with `?format=protobuf` or the Accept header of protobuf.
 * Pages of any origin may connect, as with the agents' other routes. The function answers an upgrade and returns true, or
 * returns false and leaves the socket alone when the path is none of these.
 */
export function agentSockets(
  options: AgentSocketsOptions,
): (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  });
  const byName = new Map(options.scenarios.map((scenario) => [scenario.name, scenario]));
  return (req, socket, head) => {
    // No URL object: a request line can hold what is none, and that must not throw.
    const [path = "", query = ""] = (req.url ?? "").split("?", 2);
    const name = /^\/agents\/([^/]+)\/ws\/?$/.exec(path)?.[1];
    if (name === undefined) return false;
    socket.on("error", () => socket.destroy());
    const { host = "", accept = "" } = req.headers;
    const scenario = byName.get(name);
    if (!options.hosts.allows(host)) refuse(socket, 421, options.hosts.explain(host));
    else if (scenario === undefined) {
      refuse(socket, 404, `There is no agent "${name}". Known agents: ${[...byName.keys()].join(", ")}.\n`);
    } else {
      const binary = new URLSearchParams(query).get("format") === "protobuf" || asksForProtobuf(accept);
      server.handleUpgrade(req, socket, head, (client) => {
        new AgentSocket(client, scenario, binary, options.onFailure).serve();
      });
    }
    return true;
  };
}

/** Answers a handshake that is not accepted. */
function refuse(socket: Duplex, status: number, text: string): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "content-type: text/plain; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`);
}

/** One WebSocket, which is one run. */
class AgentSocket {
  private readonly abort = new AbortController();
  private readonly encoder: EventEncoder;
  private started = false;

  constructor(
    private readonly client: WebSocket,
    private readonly scenario: Scenario,
    private readonly binary: boolean,
    private readonly onFailure: ((error: unknown) => void) | undefined,
  ) {
    this.encoder = new EventEncoder({ accept: binary ? AGUI_MEDIA_TYPE : "text/event-stream" });
  }

  serve(): void {
    const { client } = this;
    // A frame that breaks the protocol; ws closes with the code that says which rule.
    client.on("error", () => this.abort.abort());
    client.on("close", () => this.abort.abort());
    client.on("message", (data: Buffer, isBinary: boolean) => {
      if (this.started) client.close(POLICY, "Each WebSocket is one run: open another one");
      else void this.run(data, isBinary);
      this.started = true;
    });
  }

  private async run(data: Buffer, isBinary: boolean): Promise<void> {
    const { scenario, abort } = this;
    if (isBinary) return this.reject("invalid_input", "The first message is binary; send a RunAgentInput as text.");
    const text = data.toString("utf8");
    const body = parseJson(text);
    const wrong = body === undefined ? jsonSyntaxError(text) : undefined;
    if (wrong !== undefined) {
      const { line, column, message } = wrong;
      return this.reject("invalid_json", `The message is not JSON at line ${line}, column ${column}: ${message}.`);
    }
    const checked = checkInput(body, scenario);
    if (!checked.ok) {
      const issues = checked.issues.map(({ path, message }) => `${path || "the message"}: ${message}`).join("; ");
      return this.reject("invalid_input", `The message is not a RunAgentInput that this agent accepts. ${issues}`);
    }
    const tools = scenarioTools(checked.input, abort.signal);
    let events: ReturnType<Scenario["run"]> | undefined;
    try {
      const early = await scenario.respond?.(checked.input, tools);
      if (early !== undefined) return await this.answerEarly(early);
      events = scenario.run(checked.input, tools);
      for await (const emission of events) if (!(await this.emit(emission))) break;
      this.client.close(DONE);
    } catch (error) {
      if (abort.signal.aborted) return;
      this.onFailure?.(error);
      await this.send([runError("scenario_failed", error instanceof Error ? error.message : String(error))]);
      this.client.close(DONE);
    }
  }

  /** False when nothing more can be sent. */
  private async emit(emission: Emission): Promise<boolean> {
    if (!("wire" in emission)) await this.send("type" in emission ? [emission] : emission);
    else if (emission.wire === "cut") this.client.terminate();
    else await this.sendWireText(emission.text);
    return !this.abort.signal.aborted && this.client.readyState === this.client.OPEN;
  }

  /**
   * Text that is no event. Scenarios write it as a block of an event stream; over a WebSocket the message is what such a block carries,
   * and a block without an end is a message without its last fragment.
   */
  private async sendWireText(text: string): Promise<void> {
    const whole = text.endsWith("\n\n");
    const payload = text.replace(/^data: ?/, "").replace(/\n\n$/, "");
    await new Promise<void>((sent) => {
      this.client.send(payload, { fin: whole, binary: false }, () => sent());
    });
  }

  /** There is no status once a WebSocket is open: what HTTP would have answered is one message, and a close that says so. */
  private async answerEarly(early: Response): Promise<void> {
    await this.sendWireText(`${await early.text()}\n\n`);
    this.close(SERVER_ERROR, `Over HTTP this would be status ${early.status}`);
  }

  private async reject(code: string, message: string): Promise<void> {
    await this.send([runError(code, message)]);
    this.close(POLICY, message);
  }

  private close(code: number, reason: string): void {
    let short = reason;
    while (Buffer.byteLength(short) > MAX_REASON_BYTES) short = short.slice(0, -1);
    this.client.close(code, short);
  }

  /** Sends events, one a message, and waits until the last one has left: a client that reads slowly slows the scenario down. */
  private async send(events: readonly AguiEvent[]): Promise<void> {
    await new Promise<void>((sent) => {
      const last = events.length - 1;
      if (last < 0) return sent();
      for (const [index, event] of events.entries()) {
        // Also called when the socket is gone, which `emit` notices.
        this.client.send(this.encode(event), { binary: this.binary }, () => index === last && sent());
      }
    });
  }

  private encode(event: AguiEvent): string | Uint8Array {
    if (!this.binary) return JSON.stringify(event);
    return this.encoder.encodeBinary(event as Parameters<EventEncoder["encode"]>[0]).subarray(LENGTH_PREFIX);
  }
}
