import { expect, it } from "vitest";
import { diagnose } from "./diagnose.ts";
import { judgeProbe } from "./probe.ts";
import type { ExchangeFacts, Offer } from "./types.ts";

/** A hostile server knows that `${KEY}` in an address names a secret of the page: none may come back in what is offered as the endpoint. */
const NAMING = "http://other.test/run?k=${KEY}&id={id}";
const HARMLESS = "http://other.test/run?k=$%7BKEY%7D&id=%7Bid%7D";

function factsOf(change: Partial<ExchangeFacts["exchange"]>, more: Partial<ExchangeFacts> = {}): ExchangeFacts {
  const request = {
    method: "POST",
    url: "http://agent.test/run",
    headers: [],
    body: "{}",
    startedAt: 0,
    via: "direct",
  };
  const response = { time: 1, status: 200, statusText: "OK", headers: [], url: NAMING, redirected: true };
  const exchange = { index: 0, firstSeq: 1, request, response, end: { time: 2, reason: "complete", message: "" } };
  return {
    exchange: { ...exchange, ...change } as ExchangeFacts["exchange"],
    pageUrl: "http://page.test/",
    bodyStart: "",
    frames: 0,
    comments: 0,
    isDocument: true,
    run: undefined,
    lastText: "",
    arrivals: undefined,
    injected: undefined,
    ...more,
  };
}
const offered = (offers: readonly Offer[] = []): readonly string[] =>
  offers.flatMap((offer) => (offer.type === "use-url" ? [offer.url] : []));

it("an address of a redirect brings no variables along, whatever came from there", () => {
  const finished = { status: "success", message: "", code: undefined };
  expect(offered(diagnose(factsOf({}))?.offers)).toEqual([HARMLESS]);
  expect(offered(diagnose(factsOf({}, { run: finished }))?.offers)).toEqual([HARMLESS]);
  expect(diagnose(factsOf({}, { run: finished }))?.sentence).toContain(HARMLESS);
});

it("neither does that of a redirected preflight", () => {
  const probe = { status: 308, statusText: "", headers: [{ name: "location", value: NAMING }] };
  expect(offered(judgeProbe(factsOf({}), probe).offers)).toEqual([HARMLESS]);
});

it("neither does an address in a file", () => {
  const request = { method: "POST", url: NAMING, headers: [], body: "{}", startedAt: 0, via: "file" };
  const end = { time: 2, reason: "unreachable", message: "", code: "ECONNRESET" };
  const change = { request, response: undefined, end } as unknown as Partial<ExchangeFacts["exchange"]>;
  expect(offered(diagnose(factsOf(change, { pageUrl: undefined }))?.offers)).toEqual([
    HARMLESS.replace("http:", "https:"),
  ]);
});
