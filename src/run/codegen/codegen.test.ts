import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wrapSingleRoute } from "../discovery/wrapSingleRoute.ts";
import { codeFor, CODE_CHOICES } from "./codeFor.ts";
import { codeRequest, type CodeSource } from "./codeRequest.ts";
import { jsLiteral } from "./literals.ts";
import { jsString, shText } from "./quote.ts";

const INPUT = {
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "m", role: "user", content: "hi" }],
  tools: [],
  context: [],
  forwardedProps: {},
};
const SOURCE: CodeSource = { url: "http://agent.test/run", headers: [], body: JSON.stringify(INPUT) };

/** All snippets for a request, by kind. */
function snippets(source: CodeSource): Record<string, string> {
  const request = codeRequest(source);
  if (!request.ok) throw new Error(request.error);
  return Object.fromEntries(
    CODE_CHOICES.map(({ kind }) => {
      const code = codeFor(kind, request.value);
      return [kind, code.ok ? code.value : code.error];
    }),
  );
}

const all = (source: CodeSource): string => Object.values(snippets(source)).join("\n");

describe("secrets", () => {
  const name = fc.constantFrom("Authorization", "cookie", "X-API-Key", "token", "Path", "accept", "Content-Type", "x");
  const scheme = fc.constantFrom("", "Bearer ", "basic  ", "Token ", "Custom ");
  // Long and odd enough not to be in the code by chance.
  const secret = fc.string({ unit: fc.constantFrom("Q", "7", "z", "-", "'", '"', "$", "\\", "é"), minLength: 6 });

  it("are in no snippet, whatever they look like", () => {
    const headers = fc.array(fc.record({ name, scheme, secret }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(headers, secret, (given, key) => {
        const sent = given.map((each) => ({ name: each.name, value: each.scheme + each.secret }));
        const url = `http://QQ:${encodeURIComponent(key)}@agent.test/a?api_key=${encodeURIComponent(key)}&n=1`;
        const code = all({ ...SOURCE, url, headers: sent });
        for (const hidden of [key, encodeURIComponent(key), ...given.map((each) => each.secret)])
          expect(code).not.toContain(hidden);
      }),
    );
  });

  it("have names that are each other's and nobody else's", () => {
    const headers = ["Authorization", "token", "PATH", "x-é".slice(0, 2), "!!"].map((each) => ({
      name: each,
      value: "v",
    }));
    const request = codeRequest({ ...SOURCE, headers });
    expect(request.ok && request.value.variables.map((variable) => variable.name)).toEqual([
      "AGENT_TOKEN",
      "AGENT_TOKEN_2",
      "AGENT_PATH",
      "AGENT_X",
      "AGENT",
    ]);
  });

  it("leave the scheme and what is harmless, and take the place of values that a recording left out", () => {
    const { curl = "" } = snippets({
      ...SOURCE,
      headers: [
        { name: "authorization", value: "bearer abc" },
        { name: "Accept", value: "*/*" },
        { name: "x-team" },
        { name: "Host", value: "other" },
      ],
    });
    expect(curl).toContain('--header "authorization: Bearer ${AGENT_TOKEN}"');
    expect(curl).toContain("--header 'Accept: */*'");
    expect(curl).toContain('--header "x-team: ${AGENT_X_TEAM}"');
    expect(curl).toContain("# export AGENT_TOKEN='…'  # the header authorization, without \"Bearer\"");
    expect(curl).not.toContain("Host");
  });

  it("of an environment leave their names in the address", () => {
    const url = [
      { text: "http://" },
      { text: "hunter2", secret: "TENANT" },
      { text: ".test/a?key=" },
      { text: "hunter2%20", secret: "KEY" },
    ];
    const code = snippets({ ...SOURCE, url });
    expect(code["curl"]).toContain('"http://${AGENT_TENANT}.test/a?key=${AGENT_KEY}"');
    expect(code["fetch"]).toContain('fetch("http://" + AGENT_TENANT + ".test/a?key=" + AGENT_KEY,');
    expect(Object.values(code).join()).not.toContain("hunter2");
  });
});

describe("hostile texts", () => {
  it("cannot leave a comment", () => {
    const evil = "x\nprocess.exit(7)\u2028\r api_key";
    const url = `http://[/?${evil}=1`;
    const message = { id: "m", role: "user", content: "", [evil]: 1 };
    const body = JSON.stringify({ ...INPUT, messages: [message], [evil]: null, threadId: { [evil]: 1 } });
    // In single quotes a shell takes line breaks as they are; that it does is tested with a real one.
    const { curl, ...others } = snippets({ ...SOURCE, url, body });
    expect(curl).toContain("# export AGENT_X");
    for (const code of Object.values(others)) {
      for (const line of code.split(/[\n\r\u2028]/)) expect(line.trim().startsWith("process.exit")).toBe(false);
    }
  });

  it("are the same strings in JavaScript, and show no marks of direction", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string({ unit: fc.constantFrom("\u2028", "\u202e", "\\", '"', "\0") }),
        ),
        (text) => {
          expect(runInNewContext(jsString(text))).toBe(text);
          expect(jsString(text)).not.toMatch(/[\u2028\u202e\n]/);
        },
      ),
    );
  });

  it("are the same values in JavaScript, __proto__ and all", () => {
    const values = fc.oneof(fc.jsonValue(), fc.constant(JSON.parse('{"__proto__":{"a":[1]},"b c":{}}') as unknown));
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), (value, indent) => {
        const json = JSON.stringify(value, undefined, indent);
        expect(runInNewContext(`JSON.stringify(${jsLiteral(json)})`)).toBe(JSON.stringify(JSON.parse(json)));
      }),
    );
    const deep = `${"[".repeat(500)}${"]".repeat(500)}`;
    expect(jsLiteral(deep)).toBe(`JSON.parse(${jsString(deep)})`);
  });
});

describe("what there is no code for", () => {
  it.each([
    [{ url: "ws://agent.test/" }, "WebSocket"],
    [{ method: "PO ST" }, "no method"],
    [{ headers: [{ name: "a b", value: "x" }] }, "no header name"],
  ])("%o says so", (odd, reason) => {
    expect(codeRequest({ ...SOURCE, ...odd })).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
  });

  it("is a body that is no input, for the two that take it apart", () => {
    const code = snippets({ ...SOURCE, body: "nothing\n" });
    expect(code["client"]).toContain("no JSON object");
    expect(code["python-package"]).toContain("no JSON object");
    expect(code["curl"]).toContain("--data-raw 'nothing\n'");
  });
});

it("says what the official client sends otherwise, and only that", () => {
  const said = (input: object, source: Partial<CodeSource> = {}): readonly string[] =>
    (snippets({ ...SOURCE, ...source, body: JSON.stringify(input) })["client"] ?? "")
      .split("\n")
      .flatMap((line) => (line.startsWith("// - ") ? [line.slice(5)] : []));
  expect(said({ ...INPUT, protocolVersion: "1.0" })).toEqual([]);
  expect(said({ ...INPUT }, { ceiling: "0.0.57" })).toEqual([]);
  expect(said({ messages: [{ ...INPUT.messages[0], mood: 1 }], parentRunId: "p", tools: null, resume: [{}] })).toEqual([
    'It says protocolVersion "1.0".',
    "It sends no parentRunId: runAgent takes none.",
    "It makes a threadId of its own.",
    "It makes a runId of its own.",
    "It sends state: {}.",
    "It sends tools: [].",
    "It sends context: [].",
    "It sends forwardedProps: {}.",
    "It leaves out /messages/0/mood, which AG-UI 1.0 does not know.",
    expect.stringContaining("It refuses /resume/0/interruptId and sends nothing"),
    expect.stringContaining("It refuses /resume/0/status and sends nothing"),
  ]);
});

it("says what the models of Python leave out, and what they refuse", () => {
  const code = (input: object): string => snippets({ ...SOURCE, body: JSON.stringify(input) })["python-package"] ?? "";
  expect(code(INPUT)).not.toMatch(/# (?:They leave|The models)/);
  expect(code({ ...INPUT, state: null, resume: [{ interruptId: "i", status: "resolved", payload: null }] })).toContain(
    "# They leave out what is null: state, payload.",
  );
  const binary = { id: "m", role: "user", content: [{ type: "binary", mimeType: "image/png", data: "AA==" }] };
  expect(code({ ...INPUT, messages: [binary] })).toContain("# The models refuse its binary parts");
});

it("reads a body in snake_case and in an envelope", () => {
  const body = wrapSingleRoute('{"thread_id":"t","run_id":"r","messages":[]}', { method: "agent/run", agentId: 'a"b' });
  const { client = "", curl = "" } = snippets({ ...SOURCE, body });
  expect(curl).toContain(body);
  expect(client).toContain('const envelope = { method: "agent/run", params: { agentId: "a\\"b" } };');
  expect(client).toContain('threadId: "t",');
});

it("asks for events where the request asked for protobuf, but for curl", () => {
  const code = snippets({ ...SOURCE, format: "protobuf" });
  expect(code["curl"]).toContain("--header 'Accept: application/vnd.ag-ui.event+proto'");
  for (const kind of ["fetch", "httpx", "python-package"]) {
    expect(code[kind]).toContain("text/event-stream");
    expect(code[kind]).not.toContain("event+proto");
  }
});

it("writes a word for the shell that nothing can break out of", () => {
  expect(shText(["a'b ", "$x", { name: "AGENT_X", about: "" }, "!"])).toBe(`'a'\\''b $x'"\${AGENT_X}"'!'`);
  expect(shText(["X: ", { name: "AGENT_X", about: "" }])).toBe('"X: ${AGENT_X}"');
  expect(shText([])).toBe("''");
});
