import { describe, expect, it } from "vitest";
import { namedByServer, withNames } from "./statusLine.ts";
import type { ExchangeFacts } from "./types.ts";

const factsOf = (url: string, pageUrl?: string): ExchangeFacts =>
  ({ exchange: { request: { url } }, pageUrl }) as unknown as ExchangeFacts;
const OWN = "http://a/${KEY}/run?k=${KEY}";
const PAGE = "http://page/";

describe("an address that a server named", () => {
  it("keeps the variables that the request to that server had, and gets no other", () => {
    const facts = factsOf(OWN, PAGE);
    expect(namedByServer("http://a/$%7BKEY%7D/run/?k=${KEY}", facts)).toBe("http://a/${KEY}/run/?k=${KEY}");
    expect(namedByServer("http://a/${OTHER}/{id}", facts)).toBe("http://a/$%7BOTHER%7D/%7Bid%7D");
  });

  it("has none for another server, and none in a file", () => {
    expect(namedByServer("http://b/${KEY}", factsOf(OWN, PAGE))).toBe("http://b/$%7BKEY%7D");
    expect(namedByServer("http://a/${KEY}", factsOf(OWN))).toBe("http://a/$%7BKEY%7D");
  });

  it("shows names as they are written", () => {
    expect(withNames(new URL("http://a/${KEY}").pathname)).toBe("/${KEY}");
  });
});
