import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { OfficialClient } from "./protocolClient.ts";
import { readStream, wildStreams } from "./protocolStreams.ts";

/** True faults that the official client tolerates: "stream rule" to why it is an error all the same. None of the recordings has one. */
const TOLERATED: Readonly<Record<string, string>> = {};

describe("recorded streams of real backends", () => {
  beforeAll(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
  afterAll(() => void vi.restoreAllMocks());

  const used = new Set<string>();

  it.each(wildStreams().map((stream) => [stream.name, stream] as const))("%s", (name, stream) => {
    const client = new OfficialClient();
    for (const { kind, data } of stream.frames) client.push(kind === "event" ? data : undefined);
    client.end();
    const errors = readStream(stream).findings.filter(({ severity }) => severity === "error");
    const last = client.events.at(-1)?.type;
    const conforming = client.failure === undefined && (last === "RUN_FINISHED" || last === "RUN_ERROR");
    const unexplained = errors.filter(({ rule }) => {
      used.add(`${name} ${rule}`);
      return TOLERATED[`${name} ${rule}`] === undefined;
    });
    expect(conforming ? unexplained : []).toEqual([]);
    // Where the client fails, or quietly gives up, there is an error of ours no later.
    const latest = client.failure?.seq ?? stream.frames.length;
    expect(conforming || errors.some(({ seq }) => seq <= latest)).toBe(true);
  });

  it("has no exception that is not needed", () => {
    expect(Object.keys(TOLERATED).filter((key) => !used.has(key))).toEqual([]);
  });
});
