import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesText } from "./messagesText.ts";

describe("messagesText", () => {
  it("is the JSON of the list, the first time and every other", () => {
    const message = fc.record({ id: fc.string(), role: fc.constant("user"), content: fc.jsonValue() });
    fc.assert(
      fc.property(fc.array(message), (messages) => {
        expect(messagesText(messages)).toBe(JSON.stringify(messages));
        expect(messagesText([...messages, { id: "new" }])).toBe(JSON.stringify([...messages, { id: "new" }]));
      }),
    );
  });

  it("writes a message once", () => {
    let count = 0;
    const message = { id: "m", toJSON: () => `written ${++count}` };
    expect(messagesText([message])).toBe('["written 1"]');
    expect(messagesText([message, message])).toBe('["written 1","written 1"]');
  });
});
