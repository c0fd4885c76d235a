import { describe, expect, it } from "vitest";
import type { Message } from "#src/protocol/events.ts";
import type { Attachment } from "./multimodal/types.ts";
import { buildRunInput, holdsRunBack, prettyBody, type Conversation } from "./runInput.ts";
import type { RequestDraft } from "./types.ts";

const IDS = { runId: "run-new", messageId: "msg-new" };
const NOTHING: Conversation = { messages: [], state: {} };
const draftWith = (change: Partial<RequestDraft> = {}): RequestDraft => ({
  message: "Hello",
  threadId: "t1",
  runId: "",
  stateText: undefined,
  context: [],
  forwardedPropsText: "{}",
  bodyText: undefined,
  ...change,
});

describe("buildRunInput", () => {
  it("sends all seven fields and nothing else", () => {
    const { body, problems } = buildRunInput(draftWith(), NOTHING, IDS);
    expect(JSON.parse(body)).toStrictEqual({
      threadId: "t1",
      runId: "run-new",
      state: {},
      messages: [{ id: "msg-new", role: "user", content: "Hello" }],
      tools: [],
      context: [],
      forwardedProps: {},
    });
    expect(problems).toEqual([]);
  });

  it("is compact, so that a recording can keep it as JSON and give back the same bytes", () => {
    const { body } = buildRunInput(draftWith(), NOTHING, IDS);
    expect(body).toBe(JSON.stringify(JSON.parse(body)));
  });

  it("sends the whole history without activities, then the new message", () => {
    const messages: Message[] = [
      { id: "u1", role: "user", content: "Hi" },
      { id: "a1", role: "activity", activityType: "PLAN", content: {} },
      { id: "r1", role: "reasoning", content: "thinking" },
      { id: "b1", role: "assistant", content: "Hello" },
    ];
    const { body } = buildRunInput(draftWith({ message: "More" }), { messages, state: { stage: "plan" } }, IDS);
    const input = JSON.parse(body) as { messages: Message[]; state: unknown };
    expect(input.messages.map(({ id }) => id)).toEqual(["u1", "r1", "b1", "msg-new"]);
    expect(input.state).toEqual({ stage: "plan" });
  });

  describe("with attachments", () => {
    const photo: Attachment = {
      kind: "image",
      name: "a.png",
      mimeType: "image/png",
      source: { kind: "data", base64: "AQI=", bytes: 2 },
    };
    const part = {
      type: "image",
      source: { type: "data", value: "AQI=", mimeType: "image/png" },
      metadata: { filename: "a.png" },
    };
    const contentIn = (change: Partial<RequestDraft>): unknown => {
      const { body, problems } = buildRunInput(draftWith({ attachments: [photo], ...change }), NOTHING, IDS);
      expect(holdsRunBack(problems)).toBe(false);
      return (JSON.parse(body) as { messages: { content: unknown }[] }).messages[0]?.content;
    };

    it("sends the text and then the parts, or the parts alone", () => {
      expect(contentIn({})).toEqual([{ type: "text", text: "Hello" }, part]);
      expect(contentIn({ message: "" })).toEqual([part]);
    });

    it("writes them as binary parts where older agents want that", () => {
      const legacy = { type: "binary", mimeType: "image/png", data: "AQI=", filename: "a.png" };
      expect(contentIn({ message: "", partForm: "legacy" })).toEqual([legacy]);
    });

    it("does not say them again when the history ends with them", () => {
      const content = [{ type: "text", text: "Hello" }, part] as unknown as string;
      const conversation = { messages: [{ id: "u1", role: "user" as const, content }], state: {} };
      const count = (attachments: readonly Attachment[]): number => {
        const { body } = buildRunInput(draftWith({ attachments }), conversation, IDS);
        return (JSON.parse(body) as { messages: unknown[] }).messages.length;
      };
      expect(count([photo])).toBe(1);
      expect(count([])).toBe(2);
    });
  });

  it("does not say again what the history ends with: after a failed request, Run tries once more", () => {
    const messages: Message[] = [{ id: "u1", role: "user", content: "Hello" }];
    const { body } = buildRunInput(draftWith(), { messages, state: {} }, IDS);
    expect(JSON.parse(body)).toMatchObject({ messages });
    expect(body).not.toContain(IDS.messageId);
    const answered: Message[] = [...messages, { id: "a1", role: "assistant", content: "Hi" }];
    expect(buildRunInput(draftWith(), { messages: answered, state: {} }, IDS).body).toContain(IDS.messageId);
  });

  it("adds no message when none was typed, and says that there is none", () => {
    const { body, problems } = buildRunInput(draftWith({ message: "" }), NOTHING, IDS);
    expect(JSON.parse(body)).toMatchObject({ messages: [] });
    expect(problems).toMatchObject([{ severity: "warning", pointer: "/messages" }]);
    expect(holdsRunBack(problems)).toBe(false);
  });

  it("keeps a run id that was given", () => {
    expect(JSON.parse(buildRunInput(draftWith({ runId: "mine" }), NOTHING, IDS).body)).toMatchObject({ runId: "mine" });
  });

  it("never sends a state that is null", () => {
    expect(buildRunInput(draftWith(), { messages: [], state: null }, IDS).body).toContain('"state":{}');
  });

  it("sends context entries without their list keys", () => {
    const context = [{ id: "key", description: "user", value: "u_1042" }];
    const { body } = buildRunInput(draftWith({ context }), NOTHING, IDS);
    expect(JSON.parse(body)).toMatchObject({ context: [{ description: "user", value: "u_1042" }] });
    expect(body).not.toContain("key");
  });

  it("takes blank texts as empty objects", () => {
    const { body, problems } = buildRunInput(draftWith({ stateText: " \n", forwardedPropsText: "" }), NOTHING, IDS);
    expect(JSON.parse(body)).toMatchObject({ state: {}, forwardedProps: {} });
    expect(problems).toEqual([]);
  });

  it("names the field whose text is no JSON, with line and column, and puts it in as typed", () => {
    const { body, problems } = buildRunInput(draftWith({ stateText: '{\n  "a": 1,\n}' }), NOTHING, IDS);
    expect(problems).toEqual([
      {
        severity: "error",
        pointer: "/state",
        message: "State is no valid JSON: a comma must not stand before } at line 3, column 1.",
      },
    ]);
    expect(body).toContain('"state":{\n  "a": 1,\n},');
    expect(holdsRunBack(problems)).toBe(true);
  });

  it("keeps digits that a JavaScript number would lose", () => {
    expect(buildRunInput(draftWith({ stateText: '{"id":9007199254740993}' }), NOTHING, IDS).body).toContain(
      "9007199254740993",
    );
  });

  it("leaves the state out where none is wanted, whatever the text says, and has nothing against it", () => {
    const { body, problems } = buildRunInput(draftWith({ noState: true, stateText: "{" }), NOTHING, IDS);
    expect(Object.keys(JSON.parse(body) as object)).toEqual([
      "threadId",
      "runId",
      "messages",
      "tools",
      "context",
      "forwardedProps",
    ]);
    expect(problems).toEqual([]);
  });

  it("sends an edited body as it is", () => {
    const { body, problems } = buildRunInput(draftWith({ bodyText: "{ nope" }), NOTHING, IDS);
    expect(body).toBe("{ nope");
    expect(problems).toMatchObject([{ severity: "error", pointer: "" }]);
  });
});

it("lays a body out for reading and leaves alone what is no JSON", () => {
  expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(prettyBody("{ nope")).toBe("{ nope");
});
