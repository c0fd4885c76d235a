import { EventType } from "@ag-ui/core";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { openFile } from "#src/run/openFile.ts";
import { calls, pathOf, FAST, file, FINISHED, parsed, ran, said, inOwnFolder } from "./support/commandRun.ts";
import { bundled, plain, serveBodies } from "./support/encoderAgent.ts";
import { encoded, STARTED } from "../support/encodedEvents.ts";

inOwnFolder();

describe("answers", () => {
  it("answers parallel calls by their plans and sends them in order", async () => {
    const { url, received } = await plain(
      [STARTED, ...calls("one", "two", "three"), FINISHED],
      [STARTED, ...said("Done."), FINISHED],
    );
    const tools = file(
      ["one", "two", "three"].map((name) => ({
        name,
        description: "",
        parameters: { type: "object", properties: { city: { type: "number" } } },
      })),
    );
    const answers = file({
      tools: {
        one: { kind: "fixed", value: { ok: true } },
        two: { kind: "template", text: "in {{args.city}}" },
        three: { kind: "sequence", steps: [{ kind: "error", message: "No" }, { kind: "none" }] },
      },
    });
    const { code, lines, err } = await ran([url, "--message", "Hi", "--tools", tools, "--answers", answers]);
    const [first, second] = received.map(parsed);
    expect(first?.tools).toMatchObject([{ name: "one" }, { name: "two" }, { name: "three" }]);
    expect(second?.messages.slice(2)).toMatchObject([
      { role: "tool", toolCallId: "c-one", content: '{"ok":true}' },
      { role: "tool", toolCallId: "c-two", content: "in Porto" },
      { role: "tool", toolCallId: "c-three", content: "No", error: "No" },
    ]);
    expect(second?.tools).toEqual(first?.tools);
    expect(lines).toEqual(
      expect.arrayContaining(['result     one {"ok":true}', "result     two in Porto", "answer     three failed: No"]),
    );
    expect(lines.at(-1)).toBe("assistant  Done.");
    expect(err).toContain("The arguments of one at /city");
    expect(code).toBe(0);
  });

  it("answers an interrupt of the bundled agent by rules, and the outcome is in the state", async () => {
    const answers = file({
      rules: [
        {
          match: "send_*",
          when: { pointer: "/recipients", operator: "<", value: 100 },
          do: { kind: "reject", reason: "few" },
        },
        { match: "*", do: { kind: "approve" } },
      ],
    });
    const out = pathOf("interrupt.agui.jsonl");
    const { code, lines, err } = await ran([
      await bundled("interrupt"),
      "--message",
      "Send two",
      "--answers",
      answers,
      "--out",
      out,
      "--forwarded-props",
      file(FAST),
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(lines.filter((line) => line.startsWith("answer"))).toEqual([
      "answer     send_newsletter approved",
      "answer     send_newsletter rejected: few",
    ]);
    const opened = await openFile(readFileSync(out), {});
    if (!opened.ok) throw new Error(opened.error);
    const { reading } = opened.value;
    expect(reading.log.exchanges.length).toBe(2);
    expect(reading.viewAt(reading.length).state).toMatchObject({
      newsletter: [{ verdict: "approved" }, { verdict: "rejected" }],
    });
  });

  it("finishes the trip of the bundled agent", async () => {
    const answers = file({ rules: [{ match: "book_*", do: { kind: "approve" } }] });
    const args = [await bundled("trip-planner"), "--message", "Plan", "--answers", answers];
    const { code, lines } = await ran([...args, "--forwarded-props", file(FAST)]);
    expect(lines).toContain('state      replace /stage "done"');
    expect(lines.at(-1)).toBe('finished   {"booked":true}');
    expect(code).toBe(0);
  });

  it.each([
    ["a tool", "frontend-tool", "book_hotel", "under tools in --answers"],
    ["an interrupt", "interrupt", "send_newsletter", "under rules in --answers"],
  ])("exits with 4 when %s gets no answer, and says what is missing", async (_what, name, tool, where) => {
    const out = pathOf(`${name}-4.agui.jsonl`);
    const { code, err } = await ran([
      await bundled(name),
      "--message",
      "Go",
      "--out",
      out,
      "--forwarded-props",
      file(FAST),
    ]);
    expect(code).toBe(4);
    expect(err).toContain(tool);
    expect(err).toContain(where);
    expect(readFileSync(out, "utf8")).toContain("RUN_FINISHED");
  });

  it("exits with 4 when an answer does not fit what waits", async () => {
    const answers = file({ rules: [{ match: "*", do: { kind: "fail", message: "no" } }] });
    const args = [await bundled("interrupt"), "--message", "Go", "--answers", answers];
    const { code, err } = await ran([...args, "--forwarded-props", file(FAST)]);
    expect(code).toBe(4);
    expect(err).toContain("cannot be answered with");
  });

  it("exits with 4 when an answer cannot be said, and does not print it as given", async () => {
    const interrupts = [{ id: "i", reason: "confirmation", responseSchema: { type: "boolean" } }];
    const { url, received } = await plain([STARTED, { ...FINISHED, outcome: { type: "interrupt", interrupts } }]);
    const answers = file({ rules: [{ match: "*", do: { kind: "approve", editedArgs: {} } }] });
    const { code, out, err } = await ran([url, "--message", "Hi", "--answers", answers]);
    expect(code).toBe(4);
    expect(out).not.toContain("answer ");
    expect(err).toContain("waits for an answer");
    expect(received.length).toBe(1);
  });

  it("leaves scripts of a tool set to the page", async () => {
    const { url } = await plain([STARTED, ...calls("one"), FINISHED]);
    const tools = file({
      format: "agui-scope/tools",
      version: 1,
      name: "",
      tools: [{ name: "one", plan: { kind: "script", source: "return 1" } }],
    });
    const { code, err } = await ran([url, "--message", "Hi", "--tools", tools]);
    expect(err).toContain("the script of one runs in the page only");
    expect(code).toBe(4);
  });

  it("says that a call which nobody offers gets no answer, and goes by success", async () => {
    const { url, received } = await plain([STARTED, ...calls("one"), FINISHED]);
    const { code, err } = await ran([url, "--message", "Hi"]);
    expect(err.match(/The agent calls one\. It gets no answer\. Nobody offers one/g)).toHaveLength(1);
    expect(code).toBe(0);
    expect(received.length).toBe(1);
  });

  it("stops after --max-rounds", async () => {
    const { url, received } = await plain([STARTED, ...calls("one"), FINISHED], [STARTED, ...calls("two"), FINISHED]);
    const answers = file({ tools: { one: { kind: "fixed", text: "1" }, two: { kind: "fixed", text: "2" } } });
    const tools = file([{ name: "one" }, { name: "two" }]);
    const args = [url, "--message", "Hi", "--answers", answers, "--tools", tools, "--max-rounds", "1"];
    const { code, err } = await ran(args);
    expect(code).toBe(1);
    expect(err).toContain("stopped after 1 round, ");
    expect(err).toContain("Raise --max-rounds");
    expect(received.length).toBe(2);
  });
});

describe("exit codes", () => {
  it("is 1 for RUN_ERROR and for a finding of severity error, with the recording written", async () => {
    const failing = await plain([STARTED, { type: EventType.RUN_ERROR, message: "Out of tokens", code: "quota" }]);
    const out = pathOf("failing.agui.jsonl");
    const failed = await ran([failing.url, "--message", "Hi", "--out", out]);
    expect(failed.code).toBe(1);
    expect(failed.err).toBe("agui-scope run: RUN_ERROR: Out of tokens (code quota)\n");
    expect(readFileSync(out, "utf8")).toContain("Out of tokens");

    const odd = await plain([STARTED, { type: EventType.TEXT_MESSAGE_CONTENT, messageId: "x", delta: "?" }, FINISHED]);
    const found = await ran([odd.url, "--message", "Hi"]);
    expect(found.code).toBe(1);
    expect(found.err).toMatch(/event 2 · error · /);
  });

  it("is 3 where no stream comes: nobody there, another status, a page, a broken connection", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const address = gone.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => gone.close(resolve));
    const refused = await ran([`http://127.0.0.1:${port}/`, "--message", "Hi"]);
    expect(refused).toMatchObject({ code: 3, err: "agui-scope run: Connection refused\n" });
    expect((await ran([`ws://127.0.0.1:${port}/`, "--message", "Hi"])).err).toContain("Connection refused");

    const status = await serveBodies((_body, _request, response) => response.writeHead(401).end("{}"));
    const unauthorized = await ran([status, "--message", "Hi"]);
    expect(unauthorized.code).toBe(3);
    expect(unauthorized.err).toContain("401");

    const page = await serveBodies((_body, _request, response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>x</title>"),
    );
    expect((await ran([page, "--message", "Hi"])).code).toBe(3);

    const cut = await serveBodies((body, _request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(encoded(STARTED, body), () => response.destroy());
    });
    expect((await ran([cut, "--message", "Hi"])).code).toBe(3);
  });

  const url = "http://127.0.0.1:9/";
  it.each<readonly [string, readonly string[], string]>([
    ["no URL", ["--message", "x"], "No URL"],
    ["no message", [url], "--message"],
    ["no scheme", ["localhost", "--message", "x"], "no scheme"],
    ["an unknown flag", [url, "--massage", "x"], "--massage"],
    ["a header without a colon", [url, "--message", "x", "--header", "sk-secret"], "--header"],
    ["a header that is not sent", [url, "--message", "x", "--header", "Host: sk-secret"], "Host"],
    ["a header in pieces", [url, "--message", "x", "--header", "Authorization:", "Bearer", "sk-secret"], "quotes"],
    ["rounds that are none", [url, "--message", "x", "--max-rounds", "many"], "--max-rounds"],
    ["a context without a colon", [url, "--message", "x", "--context", "Portuguese"], "--context"],
    ["rounds below none", [url, "--message", "x", "--max-rounds=-1"], "--max-rounds"],
    ["two URLs", [url, url, "--message", "x"], "One URL"],
    ["an empty thread", [url, "--message", "x", "--thread", ""], "--thread takes an id"],
    ["a flag without its file", [url, "--message", "x", "--out", ""], "--out takes a file"],
    ["state that is not there", [url, "--message", "x", "--state", "/nowhere/x"], "--state /nowhere/x"],
    ["answers that are not there", [url, "--message", "x", "--answers", "/nowhere/x"], "--answers /nowhere/x"],
    [
      "props that are not there",
      [url, "--message", "x", "--forwarded-props", "/nowhere/x"],
      "--forwarded-props /nowhere/x",
    ],
    ["a file that is not there", [url, "--message", "x", "--tools", "/nowhere/x"], "--tools /nowhere/x"],
    ["an output that cannot be", [url, "--message", "x", "--out", "/nowhere/x"], "--out /nowhere/x"],
  ])("is 2 for %s, in one line without a secret", async (_what, args, words) => {
    const { code, out, err } = await ran(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(words);
    expect(err).not.toContain("sk-secret");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each<readonly [string, unknown, string]>([
    ["--answers", "{", "line 1"],
    ["--answers", { tool: {} }, "“tool”"],
    ["--answers", { tools: { a: { kind: "script", source: "" } } }, "tools.a is a script"],
    ["--answers", { tools: { a: { kind: "fixed" } } }, "either text or value"],
    ["--answers", { tools: { a: { kind: "sequence", steps: [{ kind: "fix" }] } } }, "tools.a.steps[0].kind"],
    ["--answers", { rules: [{ match: "*", do: { kind: "yes" } }] }, "rules[0].do.kind"],
    ["--answers", { rules: [{ match: "", do: { kind: "approve" } }] }, "rules[0]"],
    [
      "--answers",
      { rules: [{ match: "*", when: { pointer: "a", operator: "=" }, do: { kind: "cancel" } }] },
      "rules[0]",
    ],
    [
      "--answers",
      { rules: [{ match: "*", when: "args.n > 1 && eur", do: { kind: "cancel" } }] },
      "rules[0].when at character 15: eur is not known here",
    ],
    ["--tools", "7", "--tools"],
    ["--state", "{a}", "--state"],
    ["--forwarded-props", "[]", "no JSON object"],
  ])("is 2 for %s with %j", async (flag, content, words) => {
    const { code, err } = await ran([url, "--message", "x", flag, file(content)]);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});
