import { beforeAll, describe, expect, it } from "vitest";
import { assert } from "#src/lib/assert.ts";
import { loadAddressCode } from "./address.ts";
import { Bench } from "./benchForTests.ts";
import type { RequestProfile } from "./environmentTypes.ts";
import { readRequestProfile } from "./readRequestProfile.ts";
import { exportProfile, importProfile } from "./requestProfileFile.ts";
import { applyProfile, isApplied, settingOf, tooLargeToKeep } from "./requestProfiles.ts";

const ENDPOINT = "${BASE}/agents/{id}";
beforeAll(loadAddressCode);

let rows = 0;
const newRow = (): string => `row ${++rows}`;

/** A page with a request that takes something from everywhere, kept as a profile. */
function kept() {
  const bench = new Bench();
  const store = bench.store();
  const state = () => store.getState();
  state().setEndpoint(ENDPOINT);
  const environment = state().addEnvironment({
    name: "local",
    variables: [
      { name: "BASE", value: "http://localhost:8000", secret: false },
      { name: "TOKEN", value: "hunter2", secret: true },
    ],
  });
  state().setPathValue("id", "7");
  state().setPathValue("other", "x");
  state().addProfile();
  state().setHeaders([
    { id: "1", name: "Authorization", value: "Bearer ${TOKEN}", remember: false },
    { id: "2", name: "X-Key", value: "hunter3", remember: false },
  ]);
  state().setBodyForm({ shape: "snake_case" });
  const context = [{ id: "c", description: "who", value: "me" }];
  state().editDraft({ message: "hi", context, forwardedPropsText: '{"a":1}', noState: true });
  state().addRequestProfile({ ...settingOf(state()), name: "Mine" });
  const profile = (at = 0): RequestProfile => {
    const kept = state().requestProfiles[at];
    const read = kept && readRequestProfile(kept, kept.id);
    assert(read, "no such profile");
    return read;
  };
  return { bench, store, state, profile, environment };
}

/** Makes everything that a profile keeps something else. */
function scramble({ state }: Pick<ReturnType<typeof kept>, "state">): void {
  state().setBodyForm({ shape: "camelCase" });
  state().setPathValue("id", "8");
  state().setEndpoint("http://elsewhere:1/");
  state().chooseEnvironment("");
  state().selectProfile("none");
  state().editDraft({ message: "ho", context: [], forwardedPropsText: "{}", noState: false, stateText: "[]" });
}

describe("a request profile", () => {
  it("brings back all that it keeps, and leaves the message alone", () => {
    const page = kept();
    const { state, profile } = page;
    const before = settingOf(state());
    expect(before.pathValues).toEqual({ id: "7" });
    expect(isApplied(before, profile())).toBe(true);
    scramble(page);
    expect(isApplied(settingOf(state()), profile())).toBe(false);
    expect(applyProfile(state(), profile(), newRow)).toEqual([]);
    expect(settingOf(state())).toEqual(before);
    expect(state().draft).toMatchObject({ message: "ho", noState: true });
    expect(state().bodyForms["http://localhost:8000"]?.shape).toBe("snake_case");
  });

  it("keeps an edited state, and the one of the conversation", () => {
    const { state } = kept();
    state().editDraft({ noState: false, stateText: "[1]" });
    expect(settingOf(state()).state).toEqual({ kind: "edited", text: "[1]" });
    state().editDraft({ stateText: undefined });
    expect(settingOf(state()).state).toEqual({ kind: "conversation" });
  });

  it("is not kept where it would take the place of all other settings", () => {
    const { state } = kept();
    expect(tooLargeToKeep(settingOf(state()))).toBeUndefined();
    state().editDraft({ noState: false, stateText: JSON.stringify("x".repeat(200_000)) });
    expect(tooLargeToKeep(settingOf(state()))).toContain("was not kept");
  });

  it("says what it points to that is gone", () => {
    const { state, profile, environment } = kept();
    state().removeEnvironment(environment);
    state().removeProfile(profile().headerProfileId);
    expect(applyProfile(state(), profile(), newRow)).toEqual(["its header profile", "its environment"]);
    expect(state()).toMatchObject({ profileId: "none", environmentId: "" });
  });

  it("comes back with the page, without a secret", () => {
    const { bench, profile } = kept();
    const stored = [...bench.storage.values()].join("");
    expect(stored).not.toMatch(/hunter/);
    const again = bench.store().getState();
    expect(again.requestProfiles).toEqual([profile()]);
    expect(again.requestProfileId).toBe(profile().id);
  });
});

describe("a file of a request profile", () => {
  it("holds headers and environment without a value that is secret, and makes both new where it is read", async () => {
    const { state, profile } = kept();
    const text = exportProfile(profile(), state());
    expect(text).not.toMatch(/hunter/);
    expect(JSON.parse(text)).toMatchObject({
      endpoint: ENDPOINT,
      headers: { headers: [{ name: "Authorization", value: "Bearer ${TOKEN}" }, { name: "X-Key" }] },
    });
    const read = await state().importRequestProfile(text);
    expect(read.ok).toBe(true);
    expect(state().requestProfiles).toHaveLength(2);
    const theirs = profile(1);
    expect(theirs.headerProfileId).not.toBe(profile().headerProfileId);
    // No file gets at the secrets that are here.
    expect(theirs.environmentId).not.toBe(profile().environmentId);
    expect(state().environments[1]?.variables.map(({ value }) => value)).toEqual(["http://localhost:8000", ""]);
    expect(applyProfile(state(), theirs, newRow)).toEqual([]);
    expect(exportProfile(theirs, state())).toBe(text);
  });

  it.each([
    ["{", "no JSON object"],
    ['{"format":"other"}', "no JSON object whose"],
    ['{"format":"agui-scope request profile","version":2}', "version 2"],
    ['{"format":"agui-scope request profile","version":1,"name":"x"}', 'no "name" or no "endpoint"'],
  ])("%s is refused", (text, reason) => {
    expect(importProfile(text, newRow)).toEqual({ ok: false, error: expect.stringContaining(reason) as string });
  });

  it("may leave out all but its name and address", () => {
    const text = '{"format":"agui-scope request profile","version":1,"name":"x","endpoint":"http://a/"}';
    expect(importProfile(text, newRow)).toMatchObject({
      ok: true,
      value: {
        headers: undefined,
        environment: undefined,
        profile: { headerProfileId: "none", environmentId: "", context: [], state: { kind: "conversation" } },
      },
    });
  });
});
