import { expect, it } from "vitest";
import { Reading } from "#src/reconstruction/reading.ts";
import { BodyReader } from "#src/transport/bodyReader.ts";
import { textToEdit } from "./textToEdit.ts";

/** What is edited where an agent sent `text`. */
function edited(text: string): string {
  const reading = new Reading();
  const request = { method: "POST", url: "http://a/", headers: [], body: "{}", startedAt: 0, via: "direct" } as const;
  reading.receive({ type: "request", request });
  const bytes = new TextEncoder().encode(`data: ${text}\n\n`);
  const reader = new BodyReader({ status: 200, contentType: "text/event-stream" });
  reading.receive({ type: "chunk", time: 1, bytes, ...reader.push(bytes) });
  return textToEdit(reading, 1);
}

const custom = (value: string): string => `{"type":"CUSTOM","name":"n","value":${value}}`;

it("lays the JSON of an event out", () => {
  expect(edited(custom("[1]"))).toBe(JSON.stringify({ type: "CUSTOM", name: "n", value: [1] }, null, 2));
});

it("leaves a text alone that says more than its JSON does, or is none", () => {
  for (const value of ["9007199254740993", "1e400", "0.12345678901234567891", "-0", '{"a":1,"a":2}'])
    expect(edited(custom(value))).toBe(custom(value));
  expect(edited("{broken")).toBe("{broken");
});
