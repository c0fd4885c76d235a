import { expect, it } from "vitest";
import { describeFault } from "./describeFault.ts";
import { readFaultPlan } from "./readFaultPlan.ts";
import type { FaultRule } from "./types.ts";

it("reads a plan, with defaults for what goes without saying", () => {
  const rules = [{ kind: "drop", where: { eventType: "TEXT_MESSAGE_CONTENT", every: 3 } }];
  expect(readFaultPlan({ rules })).toEqual({
    ok: true,
    value: { seed: 0, rules: [{ id: "rule-1", kind: "drop", enabled: true, where: rules[0]?.where }] },
  });
  const whole = {
    seed: 7,
    rules: [
      { id: "a", kind: "status", enabled: false, where: {}, status: 503 },
      { id: "b", kind: "content-type", enabled: true, where: {}, contentType: "text/html; charset=utf-8" },
      { id: "c", kind: "drip", enabled: true, where: { from: 2, probability: 0.5, times: 1 }, ms: 0.5 },
    ],
  };
  expect(readFaultPlan(JSON.parse(JSON.stringify(whole)))).toEqual({ ok: true, value: whole });
});

it.each([
  [null, 'The plan must be an object with "rules", but is null.'],
  [{}, "/rules must be an array of rules, but is missing."],
  [{ rules: [5] }, '/rules/0 must be an object with "kind", but is 5.'],
  [{ seed: -1, rules: [] }, "/seed must be a whole number from 0 to 4294967295, but is -1."],
  [{ rules: [{ kind: "delay" }] }, "/rules/0/ms must be milliseconds from 0 to 3600000, but is missing."],
  [{ rules: [{ kind: "status", status: 99 }] }, "/rules/0/status must be a whole number from 200 to 599, but is 99."],
  [{ rules: [{ kind: "drop", enabled: 1 }] }, "/rules/0/enabled must be true or false, but is 1."],
  [{ rules: [{ kind: "drop", where: [] }] }, "/rules/0/where must be an object of conditions, but is []."],
  [
    { rules: [{ kind: "drop", where: { every: 0 } }] },
    "/rules/0/where/every must be a whole number of at least 1, but is 0.",
  ],
  [
    { rules: [{ kind: "drop", where: { eventtype: "A" } }] },
    "/rules/0/where/eventtype is not known; known are eventType, from, every, probability, times.",
  ],
  [
    { rules: [{ kind: "drop", "a/b": 1 }] },
    "/rules/0/a~1b is not known; known are id, kind, enabled, where, ms, status, contentType.",
  ],
])("says what is wrong and where: %j", (plan, error) => {
  expect(readFaultPlan(plan)).toEqual({ ok: false, error });
});

it("names every mistake at once", () => {
  const result = readFaultPlan({ seed: "x", rules: [{ kind: "explode" }, { kind: "drop", where: { times: 0.5 } }] });
  expect(result.ok ? "" : result.error).toMatch(
    /^\/seed must .*\. \/rules\/0\/kind must be one of status, .*\. \/rules\/1\/where\/times must /,
  );
});

it("lets nothing into a header that would end its line", () => {
  for (const contentType of ["text/html\r\nset-cookie: a=b", "text/html\n", "text/hätml", "x".repeat(201), 5]) {
    expect(readFaultPlan({ rules: [{ kind: "content-type", contentType }] })).toMatchObject({
      ok: false,
      error: expect.stringContaining("/rules/0/contentType must be a media type") as string,
    });
  }
});

const rule = (kind: FaultRule["kind"], where: FaultRule["where"] = {}, more: Partial<FaultRule> = {}): FaultRule => ({
  id: "r",
  enabled: true,
  kind,
  where,
  ...more,
});

it.each([
  [rule("drop", { eventType: "TEXT_MESSAGE_CONTENT", every: 3 }), "drop every 3rd TEXT_MESSAGE_CONTENT"],
  [
    rule("drop", { from: 5, probability: 0.125, times: 2 }),
    "drop every frame, from frame 5 on, with a probability of 12.5 %, at most twice",
  ],
  [rule("duplicate", { every: 11, times: 1 }), "send every 11th frame twice, at most once"],
  [rule("status", {}, { status: 503 }), "answer with status 503"],
  [rule("content-type", {}, { contentType: "text/html" }), "answer with the content type text/html"],
  [rule("stall"), "stall before the first frame"],
  [rule("cut", { from: 5 }), "cut the connection before frame 5"],
  [rule("cut", { eventType: "RUN_FINISHED", every: 2 }), "cut the connection before the 2nd RUN_FINISHED"],
  [rule("delay", {}, { ms: 300 }), "delay every frame by 300 ms"],
  [rule("jitter", {}, { ms: 300 }), "delay every frame by a random time of up to 300 ms"],
  [rule("drip", { eventType: "CUSTOM" }, { ms: 5 }), "send every CUSTOM byte by byte, 5 ms apart"],
  [rule("reorder"), "send every frame after the frame that follows it"],
  [rule("corrupt"), "corrupt every frame"],
  [rule("unknown-event"), "add an unknown event before every frame"],
  [rule("split"), "send every frame in odd pieces"],
  [rule("crlf"), "send every frame with CRLF line ends"],
])("says a rule in words: %j", (fault, words) => {
  expect(describeFault(fault)).toBe(words);
});
