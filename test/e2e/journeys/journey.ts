import { expect, test, type Locator, type Page } from "@playwright/test";
import { answerOf, STREAM_HEADERS, type Turn } from "../../support/encodedEvents.ts";
import { OddServer } from "../support/oddServer.ts";
import { ScopePage } from "../support/scopePage.ts";

/** A whole journey: the same steps with a bundled agent and with one of the plain encoder, which tells the same story. */
export interface Journey {
  /** Name of the bundled agent. */
  readonly bundled: string;
  /** How the plain one answers each request. Its ids are made as the bundled agents make theirs: `call_x_1`. */
  readonly plain: readonly Turn[];
  readonly message: string;
  /** What the user does, and sees, from Run on. */
  readonly steps: (at: Place) => Promise<void>;
  /** Before Run: tools, say. */
  readonly prepare?: (at: Place) => Promise<void>;
  /** The bodies of all requests, to the byte, with numbers for ids (`numbered`). */
  readonly sent: readonly string[];
}

/** Where a journey goes on. */
export interface Place {
  readonly page: Page;
  readonly scope: ScopePage;
  readonly strip: Locator;
  /** The bodies that were sent so far. */
  readonly bodies: readonly string[];
  readonly press: (name: string) => Promise<void>;
}

/** Two tests of a journey. */
export function journey(title: string, { bundled, plain, message, steps, prepare, sent }: Journey): void {
  const travel = async (page: Page, url: string, bodies: readonly string[]): Promise<void> => {
    const scope = new ScopePage(page);
    const strip = page.getByRole("region", { name: "Waiting for you" });
    const press = (name: string): Promise<void> => strip.getByRole("button", { name, exact: true }).click();
    const at: Place = { page, scope, strip, bodies, press };
    await scope.open();
    await scope.endpoint.fill(new URL(url, page.url()).href);
    await scope.message.fill(message);
    await page.getByLabel("Forwarded props").fill('{"pace":0}');
    await prepare?.(at);
    await scope.run.click();
    await steps(at);
    expect(numbered(bodies)).toEqual(sent);
  };

  test(`${title}: the bundled agent`, async ({ page }) => {
    const bodies: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith(`/agents/${bundled}`))
        bodies.push(request.postData() ?? "");
    });
    await travel(page, `/agents/${bundled}`, bodies);
  });

  test(`${title}: an agent of the plain encoder`, async ({ page }) => {
    const server = await OddServer.start((response, body) => {
      response.writeHead(200, STREAM_HEADERS);
      for (const bytes of answerOf(plain, server.bodies.length, body)) response.write(bytes);
      response.end();
    });
    try {
      await travel(page, server.url, server.bodies);
    } finally {
      await server.stop();
    }
  });
}

const MADE_UP = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![a-z])(?:msg|call|result)_[a-z0-9]+_\d+/g;

/**
 * Texts with each made-up id as the number of its first place in all of them: `#1`. So they can be told in advance, and who names whom is kept.
 * Ids that stand in `known` stay as they are.
 */
export function numbered(texts: readonly string[], known = ""): readonly string[] {
  const numbers = new Map<string, number>();
  const numberOf = (id: string): string => {
    if (known.includes(id)) return id;
    const number = numbers.get(id) ?? numbers.size + 1;
    numbers.set(id, number);
    return `#${number}`;
  };
  return texts.map((text) => text.replaceAll(MADE_UP, numberOf));
}

/** The parts of a body that are not always the same, as JSON text. */
interface BodyParts {
  readonly runId: string;
  readonly parentRunId?: string;
  readonly state?: string;
  readonly messages: readonly string[];
  readonly tools?: string;
  readonly forwardedProps?: string;
  readonly resume?: string;
}

/** A body as it is sent; thread `#1`. */
export function body({ runId, parentRunId, state = "{}", messages, tools = "[]", ...rest }: BodyParts): string {
  const { forwardedProps = '{"pace":0}', resume } = rest;
  return (
    `{"threadId":"#1","runId":"${runId}",` +
    (parentRunId === undefined ? "" : `"parentRunId":"${parentRunId}",`) +
    `"state":${state},"messages":[${messages.join(",")}],"tools":${tools},"context":[],"forwardedProps":${forwardedProps}` +
    (resume === undefined ? "}" : `,"resume":${resume}}`)
  );
}

/** A message of the user, as it is sent. */
export const user = (id: string, content: string): string =>
  `{"id":"${id}","role":"user","content":${JSON.stringify(content)}}`;

/** A call in an assistant message, as it is sent. */
export const toolCall = (id: string, name: string, args: string): string =>
  `{"id":"${id}","type":"function","function":{"name":"${name}","arguments":${JSON.stringify(args)}}}`;

/** An assistant message with calls, as it is sent. */
export const assistant = (id: string, content: string, ...calls: readonly string[]): string =>
  `{"id":"${id}","role":"assistant","content":${JSON.stringify(content)},"toolCalls":[${calls.join(",")}]}`;
