import { describe, expect, it } from "vitest";
import { checkUrl, headerProblem } from "./checkTarget.ts";

describe("checkUrl", () => {
  it.each([
    "http://localhost:8000/chat",
    "https://example.org/",
    "HTTP://127.0.0.1:4700/agents/chat/",
    "http://[::1]:80/a?b=c",
    "ws://localhost:4700/agents/chat/ws",
    "wss://example.org/",
  ])("takes %s as it is", (url) => {
    expect(checkUrl(` ${url} `)).toEqual({ ok: true, value: url });
  });

  it.each([
    ["", "no endpoint address yet"],
    ["localhost:8000/chat", "try http://localhost:8000/chat"],
    ["example.org", "try http://example.org"],
    ["//example.org", "try http://example.org"],
    ["file:///etc/passwd", "starts with file://"],
    ["http://", "no valid URL"],
    ["http://exa mple/", "no valid URL"],
    ["http://user:secret@localhost/", "Basic under Headers"],
  ])("refuses %j", (url, reason) => {
    expect(checkUrl(url)).toEqual({ ok: false, error: expect.stringContaining(reason) });
  });

  it("does not repeat a password", () => {
    for (const url of ["http://user:secret@localhost/", "http://user:secret@no host/", "//user:secret@localhost"])
      expect(JSON.stringify(checkUrl(url))).not.toContain("secret");
  });
});

describe("headerProblem", () => {
  it.each([
    { name: "Authorization", value: "Bearer a.b-c" },
    { name: "X-API-Key", value: "" },
    { name: "", value: "" },
    { name: "x-name", value: "Zoë" },
  ])("takes $name: $value", (header) => {
    expect(headerProblem(header)).toBeUndefined();
  });

  it.each([
    { name: "", value: "a", reason: "needs a name" },
    { name: "x y", value: "a", reason: "no header name" },
    { name: "Authorization:", value: "a", reason: "no header name" },
    { name: "Cookie", value: "a=b", reason: "Cookie is not sent" },
    { name: "Host", value: "a", reason: "and the relay sends none" },
    { name: "x", value: "a\nb", reason: "line break" },
    { name: "x", value: "日本", reason: "cannot carry" },
  ])("refuses $name: $value", ({ reason, ...header }) => {
    expect(headerProblem(header)).toContain(reason);
  });

  it("never repeats a value", () => {
    expect(headerProblem({ name: "x", value: "secret\n" })).not.toContain("secret");
  });
});
