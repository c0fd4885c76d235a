import { expect, it } from "vitest";
import type { ContentPart } from "#src/protocol/events.ts";
import { partView } from "./parts.ts";

const media = (type: string, source: unknown): ContentPart => ({ type, source }) as unknown as ContentPart;

it("shows images, sound and film that came with the event", () => {
  expect(partView(media("image", { type: "data", value: "AAAA", mimeType: "image/PNG" }))).toEqual({
    kind: "inline",
    media: "image",
    mimeType: "image/png",
    src: "data:image/png;base64,AAAA",
    bytes: 3,
  });
  expect(partView(media("audio", { type: "data", value: "AAA=", mimeType: "audio/mpeg" }))).toMatchObject({
    kind: "inline",
    bytes: 2,
  });
});

it("never shows a type that could run: it is saved as bytes", () => {
  for (const mimeType of ["text/html", "image/svg+xml,<script>", 'image/x" onerror="', "", "application/pdf"])
    expect(partView(media("image", { type: "data", value: "AAAA", mimeType }))).toMatchObject({
      kind: "download",
      href: "data:application/octet-stream;base64,AAAA",
    });
  expect(partView(media("document", { type: "data", value: "AAAA", mimeType: "image/png" })).kind).toBe("download");
});

it("keeps addresses and handles as text", () => {
  expect(partView(media("video", { type: "url", value: "https://a/b.mp4" }))).toMatchObject({
    kind: "remote",
    address: "https://a/b.mp4",
  });
  expect(partView(media("document", { type: "file", value: "file_1", provider: "openai" }))).toMatchObject({
    kind: "file",
    handle: "file_1",
    provider: "openai",
  });
});

it("says that it does not know a part rather than guess", () => {
  for (const part of [
    media("hologram", {}),
    media("image", null),
    media("image", { type: "data" }),
    media("text", {}),
    media("image", { type: "ftp", value: "x" }),
  ])
    expect(partView(part).kind).toBe("unknown");
});
