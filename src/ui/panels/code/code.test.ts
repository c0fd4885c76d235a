import { describe, expect, it } from "vitest";
import { err, ok, type Result } from "#src/lib/result.ts";
import { fillAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { codeRequest, type CodeSource } from "#src/run/codegen/codeRequest.ts";
import { curlCode } from "#src/run/codegen/curl.ts";
import type { WireRequest } from "#src/transport/types.ts";
import { shownCode } from "./shownCode.ts";
import { sourceOfNext } from "./sourceOfNext.ts";
import { sourceOfRecorded } from "./sourceOfRecorded.ts";

const KEY = { name: "KEY", value: "ge heim", secret: true };
const at = (endpoint: string) => fillAddress(endpoint, { path: new Map([["id", "7"]]), environment: [KEY] });
const AUTHORIZATION = { name: "Authorization", value: "Bearer geheim" };

const NEXT = {
  address: at(" http://agent.test/run "),
  addressProblem: undefined,
  headers: ok([AUTHORIZATION]),
  format: "sse",
  envelope: undefined,
  ceiling: undefined,
  body: '{"threadId":"t"}',
} as const;

const RECORDED: WireRequest = {
  method: "POST",
  url: "http://agent.test/run",
  headers: [{ name: "Accept" }, { name: "Content-Type" }, { name: "X-Api-Key" }],
  body: "{}",
  startedAt: 0,
  via: "relay",
};

describe("the next request", () => {
  it("is what Run sends: headers with a name, the address without blanks, the body in its envelope", () => {
    const empty = { name: "", value: "" };
    const source = sourceOfNext({
      ...NEXT,
      headers: ok([AUTHORIZATION, empty]),
      envelope: { method: "agent/run", agentId: "a" },
    });
    expect(source).toEqual({
      ok: true,
      value: {
        url: "http://agent.test/run",
        headers: [{ name: "Authorization", value: "Bearer geheim" }],
        body: '{"method":"agent/run","params":{"agentId":"a"},"body":{"threadId":"t"}}',
        format: "sse",
        ceiling: undefined,
      },
    });
  });

  it("says why there is none without an address", () => {
    expect(sourceOfNext({ ...NEXT, address: at("") })).toMatchObject({
      ok: false,
      error: expect.stringContaining("no endpoint address") as string,
    });
  });

  it("says that a header has no name, as Run does, and does not leave it out", () => {
    const nameless = { name: "", value: "a" };
    expect(sourceOfNext({ ...NEXT, headers: ok([AUTHORIZATION, nameless]) })).toMatchObject({
      ok: false,
      error: expect.stringContaining("no name") as string,
    });
  });

  it("holds no secret once it is code", () => {
    const source = sourceOfNext(NEXT);
    const request = source.ok ? codeRequest(source.value) : source;
    const code = request.ok ? curlCode(request.value) : request.error;
    expect(code).not.toContain("geheim");
    expect(code).toContain("Bearer ${AGENT_TOKEN}");
  });
});

describe("an address with variables", () => {
  const curl = (source: Result<CodeSource>): string => {
    const request = source.ok ? codeRequest(source.value) : source;
    return request.ok ? curlCode(request.value) : request.error;
  };

  it("is written with its values, and with a variable for each secret", () => {
    const code = curl(sourceOfNext({ ...NEXT, address: at("http://agent.test/{id}?key=${KEY}") }));
    expect(code).toContain("http://agent.test/7?key=${AGENT_KEY}");
    expect(code).not.toContain("heim");
  });

  it("says what it lacks, as Run does", () => {
    expect(sourceOfNext({ ...NEXT, addressProblem: "no id" })).toEqual({ ok: false, error: "no id" });
    expect(sourceOfNext({ ...NEXT, headers: err("no key") })).toEqual({ ok: false, error: "no key" });
  });

  it("is recorded with the names of its secrets, which become variables again", () => {
    const recorded = ok(sourceOfRecorded({ ...RECORDED, url: "http://agent.test/7?key=${KEY}" }));
    expect(curl(recorded)).toContain("http://agent.test/7?key=${AGENT_KEY}");
  });
});

describe("a recorded request", () => {
  it("asks for what every client asks for, where the recording left the values out", () => {
    const request = codeRequest(sourceOfRecorded(RECORDED));
    expect(request).toMatchObject({ ok: true, value: { variables: [{ name: "AGENT_X_API_KEY" }] } });
    expect(request.ok && curlCode(request.value)).toContain("Accept: text/event-stream");
  });

  it("asks for protobuf where it was asked for", () => {
    const headers = [{ name: "accept", value: "application/vnd.ag-ui.event+proto" }];
    expect(sourceOfRecorded({ ...RECORDED, headers }).format).toBe("protobuf");
  });
});

it("shows the beginning of a long code and says how much is missing", () => {
  expect(shownCode("a".repeat(60_003))).toEqual({ text: "a".repeat(60_000), leftOut: 3 });
  expect(shownCode("abc")).toEqual({ text: "abc", leftOut: 0 });
});
