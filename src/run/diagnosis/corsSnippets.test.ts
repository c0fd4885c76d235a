import { Hono } from "hono";
import { cors } from "hono/cors";
import { expect, it } from "vitest";
import { corsFault } from "./cors.ts";
import { corsSnippets } from "./corsSnippets.ts";

const MEND = { origin: "http://127.0.0.1:4700", headers: ["authorization", "content-type"] };
const ASKED = { origin: MEND.origin, names: MEND.headers, method: "POST" };
const textOf = (framework: string): string =>
  corsSnippets(MEND, "/api/agent").find((snippet) => snippet.framework === framework)?.text ?? "";
/** The lines after the imports. */
const body = (text: string): string => text.replace(/^import .*$/gm, "").replace("export default", "return");
/** Runs a snippet with the names that it expects. */
const evaluate = (text: string, names: Record<string, unknown>): unknown =>
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval, typescript/no-unsafe-call
  new Function(...Object.keys(names), body(text))(...Object.values(names));

const answerOf = (status: number, headers: Iterable<readonly [string, string]>) => ({
  status,
  statusText: "",
  headers: [...headers].map(([name, value]) => ({ name, value })),
});

it("Hono: lets a browser through", async () => {
  const app = new Hono();
  evaluate(textOf("Hono"), { app, cors });
  app.post("/chat", (c) => c.text("hello"));
  const preflight = await app.request("/chat", {
    method: "OPTIONS",
    headers: {
      origin: MEND.origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": MEND.headers.join(","),
    },
  });
  expect(corsFault(answerOf(preflight.status, preflight.headers), ASKED)).toBeUndefined();
  const answer = await app.request("/chat", { method: "POST", headers: { origin: MEND.origin } });
  expect(answer.headers.get("access-control-allow-origin")).toBe(MEND.origin);
});

it("Next: the headers that it adds let a browser through", async () => {
  const config = evaluate(textOf("Next"), {}) as {
    headers: () => Promise<{ source: string; headers: { key: string; value: string }[] }[]>;
  };
  const [rule] = await config.headers();
  expect(rule?.source).toBe("/api/agent");
  const headers = (rule?.headers ?? []).map(({ key, value }) => [key, value] as const);
  expect(corsFault(answerOf(204, headers), ASKED)).toBeUndefined();
});

it("Express: gives the cors package what it takes", () => {
  let options: unknown;
  const app = { use: (given: unknown) => (options = given) };
  evaluate(textOf("Express"), { app, cors: (given: unknown) => given });
  expect(options).toEqual({ origin: MEND.origin, methods: ["POST"], allowedHeaders: MEND.headers });
});

it.each([
  ["FastAPI, Starlette", 'allow_headers=["authorization", "content-type"]', 'allow_origins=["http://127.0.0.1:4700"]'],
  ["ASP.NET", '.WithHeaders("authorization", "content-type")', '.WithOrigins("http://127.0.0.1:4700")'],
])("%s: names the origin and the headers", (framework, ...lines) => {
  for (const line of lines) expect(textOf(framework)).toContain(line);
});
