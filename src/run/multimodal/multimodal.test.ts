import { RunAgentInputSchema } from "@ag-ui/core/schemas";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputProblems } from "../requestProblems.ts";
import { attachmentLabel, attachmentWarnings, messageBytes, sizeWords } from "./attachmentWords.ts";
import { fileAttachment, handleAttachment, urlAttachment } from "./attachmentOf.ts";
import { base64Slices } from "./base64.ts";
import { contentOf } from "./contentOf.ts";
import { kindOf, sniffMimeType } from "./mimeType.ts";
import type { Attachment } from "./types.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2);
const inputWith = (content: unknown): unknown => ({
  threadId: "t",
  runId: "r",
  state: {},
  messages: [{ id: "m", role: "user", content }],
  tools: [],
  context: [],
  forwardedProps: {},
});

/** The attachment, which must be one. */
function made(result: ReturnType<typeof urlAttachment>): Attachment {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

async function oneOfEach(): Promise<readonly Attachment[]> {
  return [
    await fileAttachment({ name: "a.png", type: "", bytes: PNG }),
    await fileAttachment({ name: "", type: "audio/wav", bytes: bytesOf("x") }),
    made(urlAttachment("https://example.com/films/a%20b.mp4?x=1")),
    made(urlAttachment(" http://example.com/ ")),
    made(handleAttachment("file-1", "application/pdf", "openai")),
    made(handleAttachment("file-2")),
  ];
}

describe("the parts of 1.0", () => {
  it("are what the checker and the official schema want", async () => {
    const content = contentOf("look", await oneOfEach(), "1.0");
    expect(content).toEqual([
      { type: "text", text: "look" },
      {
        type: "image",
        source: { type: "data", value: "iVBORw0KGgoBAg==", mimeType: "image/png" },
        metadata: { filename: "a.png" },
      },
      { type: "audio", source: { type: "data", value: "eA==", mimeType: "audio/wav" } },
      {
        type: "video",
        source: { type: "url", value: "https://example.com/films/a%20b.mp4?x=1", mimeType: "video/mp4" },
        metadata: { filename: "a b.mp4" },
      },
      { type: "document", source: { type: "url", value: "http://example.com/" } },
      { type: "document", source: { type: "file", value: "file-1", provider: "openai", mimeType: "application/pdf" } },
      { type: "document", source: { type: "file", value: "file-2" } },
    ]);
    expect(inputProblems(inputWith(content))).toEqual([]);
    expect(() => RunAgentInputSchema.parse(inputWith(content))).not.toThrow();
  });

  it("are no parts while there is only text", () => {
    expect(contentOf("hi", [], "1.0")).toBe("hi");
    expect(contentOf("hi", [], "legacy")).toBe("hi");
  });
});

it("writes the legacy part with a media type always", async () => {
  expect(contentOf("", await oneOfEach(), "legacy")).toEqual([
    { type: "binary", mimeType: "image/png", data: "iVBORw0KGgoBAg==", filename: "a.png" },
    { type: "binary", mimeType: "audio/wav", data: "eA==" },
    {
      type: "binary",
      mimeType: "video/mp4",
      url: "https://example.com/films/a%20b.mp4?x=1",
      filename: "a b.mp4",
    },
    { type: "binary", mimeType: "application/octet-stream", url: "http://example.com/" },
    { type: "binary", mimeType: "application/pdf", id: "file-1" },
    { type: "binary", mimeType: "application/octet-stream", id: "file-2" },
  ]);
});

describe("an address", () => {
  it.each([
    ["file:///etc/passwd", "starts with file:"],
    ["javascript:alert(1)", "starts with javascript:"],
    ["data:image/png;base64,AA==", "starts with data:"],
    ["photo.png", "is no address"],
    ["", "is no address"],
    ["https://me:hunter2@example.com/a.png", "user name or password"],
  ])("%s is refused", (typed, reason) => {
    const refused = urlAttachment(typed);
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
    expect(JSON.stringify(refused)).not.toContain("hunter2");
  });

  it("keeps the spelling and takes a given type before a guessed one", () => {
    expect(made(urlAttachment("HTTPS://Example.com/%zz.png", "image/gif"))).toEqual({
      kind: "image",
      name: "%zz.png",
      mimeType: "image/gif",
      source: { kind: "url", url: "HTTPS://Example.com/%zz.png" },
    });
  });
});

describe("the media type", () => {
  const binary = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
  it.each([
    [PNG, "", "image/png"],
    [binary("\xff\xd8\xff\xe0"), "x.txt", "image/jpeg"],
    [binary("GIF89a"), "", "image/gif"],
    [binary("RIFF\0\0\0\0WEBPVP8 "), "", "image/webp"],
    [binary("RIFF\0\0\0\0WAVEfmt "), "", "audio/wav"],
    [binary("\0\0\0\x18ftypM4A "), "", "audio/mp4"],
    [binary("\0\0\0\x18ftypisom"), "", "video/mp4"],
    [binary("%PDF-1.7"), "", "application/pdf"],
    [bytesOf("# é"), "", "text/plain"],
    [bytesOf("# é"), "a.MD", "text/markdown"],
    [bytesOf("BMW is a car"), "", "text/plain"],
    [bytesOf("<svg/>"), "a.svg", "image/svg+xml"],
    [bytesOf("text"), "liar.png", "text/plain"],
    [bytesOf("é".repeat(3000)).subarray(0, 4097), "", "text/plain"],
    [binary("\xfe\0\x01"), "", "application/octet-stream"],
    [binary("\xfe\0\x01"), "a.mov", "video/quicktime"],
    [binary("\xfe\0\x01"), "a.constructor", "application/octet-stream"],
    [new Uint8Array(), "", "application/octet-stream"],
  ])("of %o named %j is %s", (bytes, name, type) => {
    expect(sniffMimeType(bytes, name)).toBe(type);
  });

  it.each([
    ["image/png", "image"],
    ["Audio/MPEG; codecs=x", "audio"],
    ["video/mp4", "video"],
    ["application/pdf", "document"],
    ["imagery/x", "document"],
    ["", "document"],
  ])("%j makes the kind %s", (type, kind) => {
    expect(kindOf(type)).toBe(kind);
  });
});

describe("base64", () => {
  it("is the same in slices as in one piece", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 0, max: 3 }), (bytes, slices) => {
        const all = new Uint8Array(bytes.length + slices * 3 * 64 * 1024);
        all.set(bytes, all.length - bytes.length);
        expect([...base64Slices(all)].join("")).toBe(Buffer.from(all).toString("base64"));
      }),
      { numRuns: 40 },
    );
  });

  it("lets the page go on in between", async () => {
    let time = 0;
    let rests = 0;
    const clock = {
      now: () => (time += 5),
      wallClock: () => 0,
      yieldToHost: () => Promise.resolve(void rests++),
    };
    const { source } = await fileAttachment({ name: "", type: "", bytes: new Uint8Array(2_000_000) }, clock);
    expect(rests).toBeGreaterThan(2);
    expect(source).toMatchObject({ bytes: 2_000_000 });
  });
});

describe("in words", () => {
  const large: Attachment = {
    kind: "image",
    name: "a.png",
    mimeType: "image/png",
    source: { kind: "data", base64: "A".repeat(5_000_000), bytes: 3_750_000 },
  };

  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1.0 kB"],
    [9949, "9.9 kB"],
    [9950, "10 kB"],
    [999_600, "1.0 MB"],
    [3_750_000, "3.8 MB"],
    [2e12, "2000 GB"],
  ])("%d bytes are %s", (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });

  it("says what each is", async () => {
    expect((await oneOfEach()).map(attachmentLabel)).toEqual([
      "image, a.png, image/png, 10 B",
      "audio, audio/wav, 1 B",
      "video, a b.mp4, video/mp4, at example.com",
      "document, type unknown, at example.com",
      "document, application/pdf, with openai",
      "document, type unknown, with its provider",
    ]);
  });

  it("warns of what is large in the message, empty or outdated", async () => {
    expect(messageBytes(large)).toBe(5_000_000);
    expect(attachmentWarnings([large], "1.0")).toEqual([expect.stringContaining("5.0 MB larger")]);
    expect(attachmentWarnings([large, large, large], "1.0")[1]).toContain("10 MiB");
    const empty = await fileAttachment({ name: "", type: "", bytes: new Uint8Array() });
    expect(attachmentWarnings([empty], "1.0")).toEqual(["An attachment is empty."]);
    expect(attachmentWarnings(await oneOfEach(), "1.0")).toEqual([]);
    expect(attachmentWarnings(await oneOfEach(), "legacy")).toHaveLength(2);
  });
});
