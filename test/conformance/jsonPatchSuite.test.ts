import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import { applyPatch } from "#src/lib/jsonPatch.ts";
import { checkShape, UNUSABLE } from "#src/protocol/checkShape.ts";
import { JSON_PATCH } from "#src/protocol/runInput.ts";

/** One case of the public JSON Patch test suite: the document that a patch gives, or that it must fail. */
interface SuiteCase {
  readonly comment?: string;
  readonly doc: JsonValue;
  readonly patch: readonly unknown[];
  readonly expected?: JsonValue;
  readonly error?: string;
  readonly disabled?: boolean;
}

const require = createRequire(import.meta.url);

describe.each(["spec_tests", "tests"])("the public JSON Patch test suite, %s", (file) => {
  const cases = (require(`json-patch-test-suite/${file}.json`) as SuiteCase[]).filter(({ disabled }) => !disabled);

  it("has cases", () => {
    expect(cases.length).toBeGreaterThan(15);
  });

  it.each(cases.map((each, index) => ({ name: each.comment ?? each.error ?? `case ${index}`, ...each })))(
    "$name",
    ({ doc, patch, expected, error }) => {
      // As an event is read: an operation that lacks a member is refused by its shape, before any patch is applied.
      const isUsable = checkShape(patch, JSON_PATCH, () => {}) !== UNUSABLE;
      const result = isUsable ? applyPatch(doc, patch as never) : { ok: false };
      // Some cases name neither: applying the patch must do no harm.
      const wanted =
        error === undefined ? { ok: true, ...(expected === undefined ? {} : { value: expected }) } : { ok: false };
      expect(result).toMatchObject(wanted);
    },
  );
});
