import { expect, it } from "vitest";
import { whyUnreachable } from "./whyUnreachable.ts";

it.each([
  ["http://localhost:8000/x", "http://127.0.0.1:4700/", "Access-Control-Allow-Origin: http://127.0.0.1:4700"],
  ["http://agent.example/x", "https://scope.example/", "mixed content"],
  ["http://localhost:8000/x", "https://scope.example/", "CORS"],
  ["http://127.0.0.1:4700/agents/chat", "http://127.0.0.1:4700/", "not running any more"],
  ["http://localhost:8000/x", undefined, "(ECONNREFUSED)"],
])("%s from %s: %s", (url, page, expected) => {
  const why = whyUnreachable(url, page, "ECONNREFUSED");
  expect(why).toContain(`No answer from ${new URL(url).origin}`);
  expect(why).toContain(expected);
});
