import { describe, expect, it } from "vitest";
import { readAgentList } from "./agentList.ts";

const base = "http://127.0.0.1:4700/";

describe("readAgentList", () => {
  it("makes addresses absolute", () => {
    const listed = readAgentList(
      [{ name: "chat", title: "Chat", description: "Text", example: "Hi", url: "/agents/chat" }],
      base,
    );
    expect(listed).toEqual({
      ok: true,
      value: [
        { name: "chat", title: "Chat", description: "Text", example: "Hi", url: "http://127.0.0.1:4700/agents/chat" },
      ],
    });
  });

  it("leaves out what it cannot use and fills in what may be missing", () => {
    const listed = readAgentList([null, { name: "a" }, { name: "b", url: "/b" }], base);
    expect(listed).toMatchObject({ ok: true, value: [{ name: "b", title: "b", description: "", example: "" }] });
  });

  it("refuses what is no list", () => {
    expect(readAgentList({ error: "no" }, base).ok).toBe(false);
  });
});
