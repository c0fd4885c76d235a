import { describe, expect, it } from "vitest";
import { choiceOf, connectionOf, connectionWords } from "./connection.ts";
import { endpointOrigin } from "./endpointOrigin.ts";
import type { RelayState } from "./connectionTypes.ts";

const ready: RelayState = { status: "ready", targets: [], why: "" };
const absent: RelayState = { status: "absent", targets: [], why: "no" };
const page = {
  endpoint: "http://127.0.0.1:4700/agents/chat",
  pageOrigin: "http://127.0.0.1:4700",
  connections: {},
  relay: ready,
  faults: undefined,
};
const other = { ...page, endpoint: "http://localhost:8000/chat" };
const words = (state: Parameters<typeof connectionOf>[0]): string => connectionWords(connectionOf(state));

describe("the origin of an endpoint", () => {
  it.each([
    ["http://localhost:8000/chat", "http://localhost:8000"],
    [" HTTPS://Example.org:443/x ", "https://example.org"],
    ["ws://127.0.0.1:4700/agents/chat/ws", "http://127.0.0.1:4700"],
    ["wss://example.org/x", "https://example.org"],
    ["http://user:secret@host:1/", "http://host:1"],
    ["localhost:8000", undefined],
    ["file:///x", undefined],
    ["", undefined],
  ])("of %j is %s", (address, origin) => {
    expect(endpointOrigin(address)).toBe(origin);
  });
});

describe("a connection", () => {
  it("goes through the relay to another origin, and directly to the page's own", () => {
    expect(words(page)).toBe("direct · SSE");
    expect(words({ ...page, endpoint: "ws://127.0.0.1:4700/agents/chat/ws" })).toBe("direct · WebSocket");
    expect(words(other)).toBe("relay · SSE");
    expect(words({ ...page, endpoint: "http://localhost:4700/agents/chat" })).toBe("relay · SSE");
    expect(words({ ...other, endpoint: "wss://example.org/" })).toBe("relay · WebSocket");
  });

  it("goes directly where there is no relay, unless the user asked for it", () => {
    expect(words({ ...other, relay: absent })).toBe("direct · SSE");
    const connections = { "http://localhost:8000": { route: "relay", format: "sse" } } as const;
    expect(words({ ...other, relay: absent, connections })).toBe("relay · SSE");
  });

  it("is chosen for an origin", () => {
    const connections = { "http://localhost:8000": { route: "direct", format: "protobuf" } } as const;
    expect(words({ ...other, connections })).toBe("direct · protobuf");
    expect(words({ ...other, endpoint: "http://localhost:8000/another", connections })).toBe("direct · protobuf");
    expect(words({ ...other, endpoint: "http://localhost:8001/chat", connections })).toBe("relay · SSE");
    expect(choiceOf({ endpoint: "no address", connections })).toEqual({ route: "auto", format: "sse" });
  });

  it("goes through the relay while faults are injected, wherever the endpoint is", () => {
    const connections = { "http://127.0.0.1:4700": { route: "direct", format: "sse" } } as const;
    const state = { ...page, connections, faults: { seed: 1, rules: [] } };
    expect(connectionOf(state)).toMatchObject({ via: "relay", because: "faults" });
  });
});
