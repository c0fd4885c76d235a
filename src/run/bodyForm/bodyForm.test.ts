import { HttpAgent } from "@ag-ui/client";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { camelCaseBody, formBody, PLAIN_FORM } from "./bodyForm.ts";
import { CEILINGS, ceilingEffects } from "./peerCeiling.ts";

const BUILT = { bodyText: undefined };
const INPUT = {
  threadId: "t",
  runId: "r",
  parentRunId: "p",
  state: { threadId: 1, toolCalls: [{ toolCallId: "x" }] },
  messages: [
    {
      id: "m1",
      role: "assistant",
      encryptedValue: "e",
      toolCalls: [{ id: "c", type: "function", function: { name: "getIt", arguments: '{"toolCallId":1}' } }],
      metadata: { runId: 1 },
    },
    { id: "m2", role: "tool", toolCallId: "c", content: '"runId"', subagentRunId: "s" },
    { id: "m3", role: "activity", activityType: "a", content: { toolCallId: 2 } },
    {
      id: "m4",
      role: "user",
      content: [
        { type: "image", source: { type: "data", mimeType: "image/png", value: "AA==" }, metadata: { mimeType: 1 } },
        { type: "binary", mimeType: "image/png", data: "AA==" },
        { type: "text", text: "mimeType" },
      ],
    },
  ],
  tools: [{ name: "t", description: "", parameters: { properties: { runId: {} } } }],
  context: [{ description: "threadId", value: "runId" }],
  forwardedProps: { runId: { threadId: 1 } },
  resume: [{ interruptId: "i", status: "resolved", payload: { interruptId: 1 } }],
};

const snake = (body: string): string => formBody(BUILT, body, { ...PLAIN_FORM, shape: "snake_case" }).body;

describe("snake_case", () => {
  it("renames what is AG-UI's own, and nothing that is open by key", () => {
    const [call, result, activity, media] = INPUT.messages;
    expect(JSON.parse(snake(JSON.stringify(INPUT)))).toEqual({
      thread_id: "t",
      run_id: "r",
      parent_run_id: "p",
      state: INPUT.state,
      messages: [
        { id: "m1", role: "assistant", encrypted_value: "e", tool_calls: call?.toolCalls, metadata: { runId: 1 } },
        { id: "m2", role: "tool", tool_call_id: "c", content: result?.content, subagent_run_id: "s" },
        { id: "m3", role: "activity", activity_type: "a", content: activity?.content },
        {
          id: "m4",
          role: media?.role,
          content: [
            {
              type: "image",
              source: { type: "data", mime_type: "image/png", value: "AA==" },
              metadata: { mimeType: 1 },
            },
            { type: "binary", mime_type: "image/png", data: "AA==" },
            { type: "text", text: "mimeType" },
          ],
        },
      ],
      tools: INPUT.tools,
      context: INPUT.context,
      forwarded_props: INPUT.forwardedProps,
      resume: [{ interrupt_id: "i", status: "resolved", payload: { interruptId: 1 } }],
    });
  });

  it("leaves all the rest as it is written", () => {
    const body = ' {\n "threadId" : "\\u0041" ,"state":{"n":1.0,"n":12345678901234567890, "e":[ ]},"messages":[ ]}\n';
    expect(snake(body)).toBe(body.replace("threadId", "thread_id"));
  });

  it("does not make one name of two", () => {
    const body = '{"threadId":"a","thread_id":"b","messages":[]}';
    expect(snake(body)).toBe(body);
  });

  it("is undone by the way back, whatever the values are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (state, forwardedProps, content) => {
        const messages = [{ id: "m", role: "tool", toolCallId: content, content }];
        const body = JSON.stringify({ threadId: content, runId: "r", state, messages, forwardedProps }, undefined, 1);
        expect(camelCaseBody(snake(body))).toBe(body);
        expect(JSON.parse(snake(body))).toMatchObject({ thread_id: content, state: JSON.parse(body).state });
      }),
    );
  });
});

describe("what is left alone", () => {
  it("is an edited body, and what is no JSON object", () => {
    const form = { shape: "minimal", ceiling: "0.0.39" } as const;
    expect(formBody({ bodyText: "{}" }, '{"threadId":"t"}', form).body).toBe('{"threadId":"t"}');
    for (const body of ["", "[1]", '{"threadId":', "5"]) expect(formBody(BUILT, body, form).body).toBe(body);
  });

  it("is everything in the plain form", () => {
    const body = ' {"threadId" : 1.0}';
    expect(formBody(BUILT, body, PLAIN_FORM)).toEqual({ body, leftOut: [] });
    expect(formBody(BUILT, body, { ...PLAIN_FORM, ceiling: "newest" })).toEqual({ body, leftOut: [] });
  });
});

it("is minimal with the messages alone, and says what it left out", () => {
  const body = '{"threadId":"t", "messages": [ {"id":"m","content":1.50} ],"tools":[]}';
  expect(formBody(BUILT, body, { ...PLAIN_FORM, shape: "minimal" })).toEqual({
    body: '{"messages":[ {"id":"m","content":1.50} ]}',
    leftOut: ["threadId", "tools"],
  });
});

describe("a ceiling", () => {
  beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => undefined));
  afterEach(() => void vi.restoreAllMocks());

  it.each(CEILINGS.map(({ ceiling }) => ceiling))(
    "of %s makes the body that the official client sends",
    async (pin) => {
      class Pinned extends HttpAgent {
        override get maxProtocolVersion(): string {
          return pin;
        }
        // The client has no other way to name a parent.
        protected override prepareRunAgentInput(...given: Parameters<HttpAgent["runAgent"]>): never {
          return { ...super.prepareRunAgentInput(given[0]), parentRunId: INPUT.parentRunId } as never;
        }
      }
      const given: readonly Readonly<Record<string, unknown>>[] = [
        ...INPUT.messages.filter(({ role }) => role !== "activity"),
        {
          id: "m5",
          role: "user",
          content: [
            { type: "text", text: 'a"' },
            { type: "text", text: "\n" },
          ],
        },
        { id: "m6", role: "assistant", subagentRunId: "s" },
      ];
      // The client makes parts of 1.0 of the binary ones before it does anything else.
      const messages = given.map(({ content, ...message }) => {
        const parts = content as readonly { readonly type: string }[];
        return {
          ...message,
          content: Array.isArray(content) ? parts.filter(({ type }) => type !== "binary") : content,
        };
      });
      const body = JSON.stringify({ ...INPUT, messages });
      let sent = "";
      const agent = new Pinned({
        url: "http://agent.test/",
        threadId: INPUT.threadId,
        initialMessages: messages as never,
        initialState: INPUT.state,
        fetch: (_, init) => {
          sent = init.body as string;
          return Promise.resolve(new Response("", { headers: { "content-type": "text/event-stream" } }));
        },
      });
      const { runId, tools, context, forwardedProps, resume } = INPUT;
      await agent.runAgent({ runId, tools, context, forwardedProps, resume: resume as never });
      expect(JSON.parse(formBody(BUILT, body, { ...PLAIN_FORM, ceiling: pin }).body)).toEqual(JSON.parse(sent));
    },
  );

  it("says what of the conversation is gone", () => {
    const form = { ...PLAIN_FORM, ceiling: "0.0.39" };
    expect(formBody(BUILT, JSON.stringify(INPUT), form).leftOut).toEqual([
      "parentRunId",
      'the image part of message "m4"',
      'the binary part of message "m4"',
    ]);
  });

  it("puts the version behind the run id and changes nothing else", () => {
    const version = (body: string): string => formBody(BUILT, body, { ...PLAIN_FORM, ceiling: "1.0" }).body;
    expect(version('{"runId": "r" , "a":1.0}')).toBe('{"runId": "r","protocolVersion":"1.0" , "a":1.0}');
    expect(version("{ }")).toBe('{"protocolVersion":"1.0" }');
    expect(version('{"protocolVersion":"0.9"}')).toBe('{"protocolVersion":"0.9"}');
  });

  it("takes members out wherever they stand", () => {
    const cut = (message: string): string =>
      formBody(BUILT, `{"messages":[${message}]}`, { ...PLAIN_FORM, ceiling: "0.0.39" }).body.slice(13, -2);
    expect(cut('{"subagentRunId":"s"}')).toBe('{"content":""}');
    expect(cut('{"subagentRunId":"s","id":"m","content":"x"}')).toBe('{"id":"m","content":"x"}');
    expect(cut('{"id":"m","subagentRunId":"s" , "subagentRunId":"u"}')).toBe('{"id":"m","content":""}');
    expect(cut('{"content":[{"type":"text","text":5}]}')).toBe('{"content":[{"type":"text","text":5}]}');
    expect(cut('{"content":null}')).toBe('{"content":null}');
    expect(cut("7")).toBe("7");
  });

  it("is compared number by number", () => {
    expect(ceilingEffects("0.0.100")).toMatchObject({ dropsSubagents: false, declaresVersion: false });
    expect(ceilingEffects("2")).toMatchObject({ declaresVersion: true });
    expect(ceilingEffects("1.0.0")).toMatchObject({ declaresVersion: true });
    expect(ceilingEffects("0.0.50")).toMatchObject({ dropsSubagents: true, flattensContent: false });
    expect(ceilingEffects("v1")).toBeUndefined();
  });
});
