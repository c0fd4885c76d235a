import { describe, expect, it } from "vitest";
import {
  headersFromElsewhere,
  headersInUse,
  NO_PROFILE,
  noProfiles,
  profileInUse,
  profileLeftOut,
} from "./headerProfiles.ts";
import type { HeaderProfile } from "./headerTypes.ts";

const header = (value: string, enteredFor?: string) => ({
  id: value,
  name: "x-key",
  value,
  remember: false,
  ...(enteredFor !== undefined && { enteredFor }),
});
const A = "http://a:1";
const B = "http://b:1";
const bound: HeaderProfile = { id: "a", name: "For A", origin: A, headers: [header("secret", A)] };
const free: HeaderProfile = { id: "any", name: "For any", origin: undefined, headers: [header("team")] };
const profiles = [...noProfiles([header("loose", A)]), bound, free];
const at = (origin: string, profileId: string) => ({ endpoint: `${origin}/run`, profiles, profileId });

describe("header profiles", () => {
  it("send what was chosen", () => {
    expect(profileInUse(at(A, "a"))).toBe(bound);
    expect(profileInUse(at(B, "any"))).toBe(free);
    expect(headersInUse(at(A, NO_PROFILE)).map(({ value }) => value)).toEqual(["loose"]);
  });

  it("never send what is for another origin, and say that it was left out", () => {
    expect(profileInUse(at(B, "a")).id).toBe(NO_PROFILE);
    expect(profileLeftOut(at(B, "a"))).toBe(bound);
    expect(profileLeftOut(at(A, "a"))).toBeUndefined();
    expect(headersInUse({ ...at(B, "a"), endpoint: "no address" }).map(({ value }) => value)).not.toContain("secret");
  });

  it("use the one that is for this origin in place of one that is for another", () => {
    const forB: HeaderProfile = { id: "b", name: "For B", origin: B, headers: [] };
    expect(profileInUse({ ...at(B, "a"), profiles: [...profiles, forB] })).toBe(forB);
  });

  it("tell of values that were entered for another origin", () => {
    const loose = headersInUse(at(B, NO_PROFILE));
    expect(headersFromElsewhere(loose, B)).toEqual(loose);
    expect(headersFromElsewhere(loose, A)).toEqual([]);
    expect(headersFromElsewhere(free.headers, B)).toEqual([]);
  });
});
