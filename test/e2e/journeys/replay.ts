import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page } from "@playwright/test";
import { OddServer } from "../support/oddServer.ts";
import { ScopePage } from "../support/scopePage.ts";
import { numbered } from "./journey.ts";

const wild = new URL("../../fixtures/wild/", import.meta.url);

/** The bytes that a real backend sent, by the name of the recording: `agno/frontend_tool`. */
export const recorded = (name: string): string => readFileSync(fileURLToPath(new URL(`${name}.sse`, wild)), "utf8");

/** The last message of the last snapshot in a stream, as JSON. */
export function lastMessageIn(stream: string): string {
  const line = stream.split("\n").findLast((each) => each.includes('"type":"MESSAGES_SNAPSHOT"')) ?? "";
  const { messages } = JSON.parse(line.slice("data: ".length)) as { readonly messages: readonly object[] };
  return JSON.stringify(messages.at(-1));
}

/** A recorded stream with the ids of this request in place of those that it was recorded with: the backend had them from there. */
function replayed(stream: string, request: string): string {
  // A request may be broken on purpose.
  if (!request.endsWith("}")) return stream;
  const { messages, ...ids } = JSON.parse(request) as Request;
  const { threadId = ids.thread_id, runId = ids.run_id } = ids;
  return stream
    .replaceAll(/"threadId":"[^"]*"/g, `"threadId":"${threadId}"`)
    .replaceAll(/"runId":"[^"]*"/g, `"runId":"${runId}"`)
    .replaceAll('"id":"m1"', `"id":"${messages[0]?.id ?? "m1"}"`);
}

interface Request {
  readonly threadId?: string;
  readonly thread_id?: string;
  readonly runId?: string;
  readonly run_id?: string;
  readonly messages: readonly { readonly id: string }[];
}

/** A page in front of an agent that answers the nth request with the nth stream. */
export class Replay {
  readonly scope: ScopePage;
  readonly strip: Locator;

  private constructor(
    readonly page: Page,
    private readonly server: OddServer,
    private readonly streams: readonly string[],
  ) {
    this.scope = new ScopePage(page);
    this.strip = page.getByRole("region", { name: "Waiting for you" });
  }

  /** Opens the page, and ends the agent when the test has run. */
  static async of(page: Page, streams: readonly string[], test: (at: Replay) => Promise<void>): Promise<void> {
    const server = await OddServer.start((response, request) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(replayed(streams[server.bodies.length - 1] ?? "", request));
    });
    try {
      const replay = new Replay(page, server, streams);
      await replay.scope.open();
      await replay.scope.endpoint.fill(server.url);
      await test(replay);
    } finally {
      await server.stop();
    }
  }

  /** Sends a message of the user's. */
  async say(text: string): Promise<void> {
    await this.scope.message.fill(text);
    await this.scope.run.click();
  }

  /** Presses a button of the strip. */
  press(name: string): Promise<void> {
    return this.strip.getByRole("button", { name, exact: true }).click();
  }

  /** The strip asks one thing, of this heading, and says how it knows. */
  async asks(heading: string, how: string | RegExp, count = "1 of 1 pending"): Promise<void> {
    await expect(this.strip.getByRole("heading")).toHaveText(`${heading} is waiting for you`);
    await expect(this.strip).toContainText(how);
    await expect(this.strip).toContainText(count);
  }

  /** What the next request will hold, as the strip says it. */
  get preview(): Locator {
    return this.strip.getByLabel("What will be sent");
  }

  /** How many requests came. */
  get requests(): number {
    return this.server.bodies.length;
  }

  /** The bodies that the agent got, to the byte, with numbers for the ids that the page made up. */
  get sent(): readonly string[] {
    return numbered(this.server.bodies, this.streams.join(""));
  }
}
