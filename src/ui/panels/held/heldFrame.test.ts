import { expect, it } from "vitest";
import { heldFrame } from "./heldFrame.ts";

it.each([
  ['{"type":"CUSTOM","name":"n"}', "CUSTOM", '{"name":"n"}'],
  ['{"type":"CUSTOM"}', "CUSTOM", ""],
  ["[DONE]", "a frame that is no event", "[DONE]"],
  ['{"type":3}', "a frame that is no event", '{"type":3}'],
])("reads %j", (text, type, rest) => expect(heldFrame(text)).toEqual({ type, rest }));
