import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basicProblem, basicValue, readBasicValue } from "./basicCredentials.ts";

describe("Basic credentials", () => {
  it("are written as RFC 7617 shows it", () => {
    expect(basicValue({ user: "Aladdin", password: "open sesame" })).toBe("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    expect(basicValue({ user: "test", password: "123£" })).toBe("Basic dGVzdDoxMjPCow==");
  });

  it("come back as they were, whatever the characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (name, password) => {
        const user = name.replaceAll(":", "");
        expect(readBasicValue(basicValue({ user, password }))).toEqual({ user, password });
      }),
    );
  });

  it.each(["Bearer x", "Basic ???", "Basic YQ==", "Basic /w==", "Basic a b", ""])("are not in %j", (value) => {
    expect(readBasicValue(value)).toBeUndefined();
  });

  it("are empty before anyone enters them", () => {
    expect(readBasicValue("Basic ")).toEqual({ user: "", password: "" });
  });

  it("have limits that are told", () => {
    expect(basicProblem({ user: "a:b", password: "" })).toContain("colon");
    expect(basicProblem({ user: "a", password: "x\u0007" })).toContain("control");
    expect(basicProblem({ user: "a", password: "b:c" })).toBeUndefined();
  });
});
