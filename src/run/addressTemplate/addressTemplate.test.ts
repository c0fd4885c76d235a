import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptEnvironment, readEnvironment } from "./environment.ts";
import { environmentProblems } from "./environmentProblems.ts";
import { fillAddress, type FilledAddress } from "./fillAddress.ts";
import { parseAddress, variablesOf } from "./parseAddress.ts";

const variable = (name: string, value: string, secret = false) => ({ name, value, secret });
const fill = (template: string, path: Record<string, string> = {}, ...environment: ReturnType<typeof variable>[]) =>
  fillAddress(template, { path: new Map(Object.entries(path)), environment });
const messages = ({ problems }: Pick<FilledAddress, "problems">) =>
  problems.map(({ from, to, message }) => `${from}-${to} ${message}`);

describe("a template", () => {
  it("is taken apart with places, and lists its variables once each", () => {
    const parsed = parseAddress("${BASE}/agents/{id}/{id}?key=${KEY}");
    expect(parsed.problems).toEqual([]);
    expect(parsed.pieces.slice(0, 3)).toEqual([
      { kind: "environment", text: "BASE", from: 0, to: 7 },
      { kind: "text", text: "/agents/", from: 7, to: 15 },
      { kind: "path", text: "id", from: 15, to: 19 },
    ]);
    expect(variablesOf(parsed, "path")).toEqual(["id"]);
    expect(variablesOf(parsed, "environment")).toEqual(["BASE", "KEY"]);
  });

  it.each([
    ["http://a/{}", "9-11 A variable needs a name"],
    ["http://a/{a b}", '9-14 "a b" is no name'],
    ["http://a/{id", "9-12 This brace is not closed"],
    ["http://a/id}", "11-12 This brace closes nothing"],
    ["http://a/{{id}}", "9-10 This brace is not closed"],
    ["${1}", '0-4 "1" is no name'],
  ])("%s has a problem, with its place", (template, problem) => {
    const parsed = parseAddress(template);
    expect(messages(parsed)[0]).toContain(problem);
    expect(fill(template, { id: "x" }).url).toBeUndefined();
  });

  it("loses no character, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("{", "}", "$", "a", "/", "{a}", "${B}", "é")), (parts) => {
        const template = parts.join("");
        const { pieces } = parseAddress(template);
        expect(pieces.map(({ from, to }) => template.slice(from, to)).join("")).toBe(template);
      }),
    );
  });

  it("without variables is the address as it is", () => {
    for (const url of ["http://[::1]:8000/a%20b?x=$y#z", "not an address", ""]) expect(fill(url).url).toBe(url);
  });
});

describe("a value", () => {
  it("is put in as it is before the path, and percent-encoded behind", () => {
    const base = variable("BASE", "http://localhost:8000/api");
    expect(fill("${BASE}/{id}?q={q}", { id: "a/b ?#é", q: "x&y=z" }, base).url).toBe(
      "http://localhost:8000/api/a%2Fb%20%3F%23%C3%A9?q=x%26y%3Dz",
    );
    expect(
      fill("https://${HOST}:{port}/${PART}", { port: "80" }, variable("HOST", "a.b"), variable("PART", "/")).url,
    ).toBe("https://a.b:80/%2F");
    expect(fill("/{id}", { id: "a/b" }).url).toBe("/a%2Fb");
    expect(fill("http://a/{id}", { id: "\ud800" }).url).toBe("http://a/%EF%BF%BD");
  });

  it("in the path can reach no other path", () => {
    const values = fc.string({ unit: "grapheme", minLength: 1 }).filter((value) => !/^\.\.?$/.test(value));
    fc.assert(
      fc.property(values, (value) => {
        const { pathname, host, search, hash } = new URL(
          fill("http://agent.test/one/{id}/two", { id: value }).url ?? "",
        );
        expect({ host, search, hash }).toEqual({ host: "agent.test", search: "", hash: "" });
        const [, one, id = "", two, ...others] = pathname.split("/");
        expect([one, decodeURIComponent(id), two, others]).toEqual(["one", value, "two", []]);
      }),
    );
  });

  it("that is missing, empty or only points is a problem with its place", () => {
    expect(messages(fill("http://a/{id}"))).toEqual([
      expect.stringContaining('9-13 The path variable "id" has no value'),
    ]);
    expect(messages(fill("${B}/", {}, variable("B", "")))).toEqual([expect.stringContaining('has an empty "B"')]);
    expect(messages(fill("${B}/"))).toEqual([expect.stringContaining('has no "B"')]);
    expect(messages(fill("http://a/{id}/x", { id: ".." }))).toEqual([expect.stringContaining("only points")]);
    expect(fill("${B}/{id}", { id: "7" }).shown).toBe("${B}/7");
  });
});

describe("a secret", () => {
  const filled = fill("http://a/{id}?key=${KEY}", { id: "1" }, variable("KEY", "hunter 2", true));

  it("is sent, and neither shown nor named in what is said about it", () => {
    expect(filled.url).toBe("http://a/1?key=hunter%202");
    expect(filled.shown).toBe("http://a/1?key=${KEY}");
    expect(filled.pieces.filter(({ secret }) => secret !== undefined)).toEqual([{ text: "hunter%202", secret: "KEY" }]);
    expect(filled.problems).toMatchObject([{ severity: "warning", from: 18, to: 24 }]);
    expect(JSON.stringify(filled.problems)).not.toContain("hunter");
  });

  it("is not kept", () => {
    const environment = { id: "e", name: "local", variables: [variable("A", "1"), variable("B", "hunter2", true)] };
    expect(JSON.stringify(keptEnvironment(environment))).not.toContain("hunter2");
    expect(keptEnvironment(environment).variables[0]).toEqual(variable("A", "1"));
    const address = { ...environment, variables: [variable("BASE", "http://me:hunter2@a/")] };
    expect(keptEnvironment(address).variables).toEqual([variable("BASE", "http://a/")]);
  });

  it("is no part of a server's address, which is shown wherever the connection is", () => {
    const base = variable("BASE", "http://hunter2", true);
    const { url, shown, problems } = fill("${BASE}/run", {}, base);
    expect({ url, shown }).toEqual({ url: undefined, shown: "${BASE}/run" });
    expect(problems).toMatchObject([{ severity: "error", from: 0, to: 7 }]);
    expect(fill("http://${BASE}:1/", {}, base).url).toBeUndefined();
    expect(fill("a/${BASE}", {}, base).url).toBeUndefined();
  });
});

it("says which variables of an environment cannot be used", () => {
  const variables = [variable("A", ""), variable("a b", ""), variable("A", "2"), variable("", "")];
  const problems = environmentProblems({ id: "e", name: "", variables });
  expect([...problems.keys()]).toEqual([1, 2, 3]);
  expect(problems.get(2)).toContain("already the name of variable 1");
  expect(fill("${A}", {}, variable("A", "1"), variable("A", "2")).url).toBe("2");
});

it("reads what was kept, and takes what does not say so for a secret", () => {
  const kept = {
    name: "local",
    variables: [{ name: "A", value: "1", secret: false }, { name: "B" }, 7, { value: "x" }],
  };
  expect(readEnvironment(kept, "e")).toEqual({
    id: "e",
    name: "local",
    variables: [variable("A", "1"), variable("B", "", true)],
  });
  for (const odd of [undefined, [], { name: "x" }, { name: 1, variables: [] }])
    expect(readEnvironment(odd, "e")).toBeUndefined();
});
