import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import type { JsonValue } from "#src/lib/json.ts";
import type { Result } from "#src/lib/result.ts";
import { loadEngine, runInEngine } from "./engine.ts";
import type { ScriptError } from "./types.ts";

let wasm: ArrayBuffer;
beforeAll(() => {
  const path = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
  wasm = new Uint8Array(readFileSync(path)).buffer;
});

interface Ran {
  readonly result: Result<string | undefined, ScriptError>;
  readonly lines: readonly string[];
}

async function run(source: string, given: { [name: string]: JsonValue } = {}, timeoutMs = 60_000): Promise<Ran> {
  const lines: string[] = [];
  const context = { args: {}, state: {}, messages: [], callIndex: 0, name: "weather", ...given };
  const job = { source, contextText: JSON.stringify(context), timeoutMs };
  return { result: await runInEngine(await loadEngine(wasm), job, (line) => lines.push(line)), lines };
}

async function failure(source: string, timeoutMs?: number): Promise<ScriptError> {
  const { result } = await run(source, {}, timeoutMs);
  if (result.ok) throw new Error(`It answered ${result.value}`);
  return result.error;
}

describe("a script", () => {
  it("answers from the call, and its types are no part of it", async () => {
    const source = `
      interface City { name: string }
      enum Unit { C = "celsius" }
      const city = args as City;
      const name: string = city.name;
      return { name, unit: Unit.C, call: callIndex, last: messages.at(-1)!.content, plan: (state as any).plan };`;
    const given = { args: { name: "Oslo" }, callIndex: 2, messages: [{ content: "hi" }], state: { plan: [1] } };
    const { result } = await run(source, given);
    expect(result).toEqual({ ok: true, value: '{"name":"Oslo","unit":"celsius","call":2,"last":"hi","plan":[1]}' });
  });

  it("may await, and may name its own things as ours are named", async () => {
    const source = `const name = "mine"; await sleep(1); await new Promise(r => setTimeout(r, 1)); return name + typeof args // end`;
    expect((await run(source)).result).toEqual({ ok: true, value: '"mineobject"' });
  });

  it("may return nothing", async () => {
    expect((await run("console.log(1)")).result).toEqual({ ok: true, value: undefined });
  });

  it("fails with its own words", async () => {
    expect(await failure(`await sleep(1);\nfail("no such city")`)).toEqual({ kind: "fail", message: "no such city" });
  });

  it("is shown what it wrote, cut where a line is long", async () => {
    const { lines } = await run(`console.log("a", 1, {b: [2]}, null, undefined); console.error("x".repeat(5000));`);
    expect(lines[0]).toBe('a 1 {"b":[2]} null undefined');
    expect(lines[1]).toHaveLength(2_000);
  });

  it("has no way out of its engine", async () => {
    const names = ["fetch", "XMLHttpRequest", "WebSocket", "importScripts", "self", "window", "parent", "document"];
    names.push("postMessage", "indexedDB", "localStorage", "caches", "navigator", "location", "process", "require");
    const { result } = await run(`return ${JSON.stringify(names)}.filter(name => name in globalThis)`);
    expect(result).toEqual({ ok: true, value: "[]" });
    const outer = await failure(`return Function("return this")().constructor.constructor("return fetch")()`);
    expect(outer.message).toContain("'fetch' is not defined");
    expect((await failure(`await import("http://127.0.0.1:9/x.js")`)).kind).toBe("exception");
  });
});

describe("the place of a mistake", () => {
  it("is the line and column as typed, types and all", async () => {
    const source = `type A = {};\nconst a: Record<string, A> = {};\nconst b: any = null as any; b.foo;`;
    expect(await failure(source)).toMatchObject({ kind: "exception", line: 3, column: 30 });
    expect(await failure("interface A { b: string }\nconst a = null as A | null;\nreturn a!.b;")).toMatchObject({
      line: 3,
    });
    expect(await failure("const a: number = 1; return {\n  b: nowhere,\n};")).toMatchObject({ line: 2, column: 6 });
    expect(await failure(`await sleep(1);\n\n  nowhere();`)).toMatchObject({ line: 3, column: 3 });
    expect(await failure(`setTimeout(() => {\n  nowhere();\n}, 1); await sleep(5)`)).toMatchObject({ line: 2 });
  });

  it("is known for what is no TypeScript and what is no JavaScript", async () => {
    const type = await failure("const ok = 1;\nconst a: = 1;");
    expect(type).toMatchObject({
      kind: "syntax",
      line: 2,
      column: 10,
      message: expect.stringContaining("no TypeScript"),
    });
    expect(await failure("let a = 1;\nlet a: number = 2;")).toMatchObject({ kind: "syntax", line: 2 });
    expect(await failure("const a = 1;\nconst b = foo(a")).toMatchObject({ kind: "syntax", line: 2, column: 16 });
    expect(await failure('import x from "y"; return x')).toMatchObject({
      kind: "syntax",
      line: 1,
      message: expect.stringContaining("no import and no export"),
    });
  });

  it("is not told where there is none", async () => {
    expect(await failure("throw 'just words'")).toEqual({ kind: "exception", message: "The script threw just words." });
  });
});

describe("a script that takes too much", () => {
  it("is ended in a loop, of any kind", async () => {
    expect(await failure("const a = 1;\nfor (;;);", 100)).toMatchObject({ kind: "timeout" });
    expect((await failure("for (;;) try { for (;;); } catch {}", 100)).kind).toBe("timeout");
    expect((await failure("for (;;) await null", 100)).kind).toBe("timeout");
    expect((await failure("const again = () => Promise.resolve().then(again); await again()", 100)).kind).toBe(
      "timeout",
    );
    expect((await failure("/(a+)+$/.test('a'.repeat(40) + 'b')", 100)).kind).toBe("timeout");
    expect((await failure("const f = () => setTimeout(f, 0); f(); await new Promise(() => {})", 100)).kind).toBe(
      "timeout",
    );
  });

  it("is ended while it awaits", async () => {
    expect((await failure("await sleep(1e9)", 100)).kind).toBe("timeout");
  });

  it("is told at once that nothing will come", async () => {
    expect((await failure("await new Promise(() => {})")).kind).toBe("stuck");
  });

  it("gets no more memory", async () => {
    for (const more of [
      "new Array(1e5).fill(1)",
      "new ArrayBuffer(1e7)",
      "'x'.repeat(1e6) + all.length",
      "{a: [all]}",
    ]) {
      expect(await failure(`const all: unknown[] = [];\nfor (;;) all.push(${more});`)).toMatchObject({
        kind: "memory",
      });
    }
    expect(await failure("return 'x'.repeat(2 ** 29)")).toMatchObject({ kind: "memory", line: 1 });
  });

  it("gets no more stack", async () => {
    expect((await failure("const f = () => f() + 1; return f()")).message).toContain("nested too deep");
    expect((await failure("let a: unknown = []; for (let i = 0; i < 1e5; i++) a = [a]; return a")).message).toContain(
      "deep",
    );
  });

  it("gets no more of an answer", async () => {
    expect(await failure("return 'x'.repeat(5e6)")).toMatchObject({ kind: "too-large" });
  });
});

describe("the answer of a script", () => {
  it("is JSON and nothing else", async () => {
    for (const value of ["() => 1", "Symbol()", "1n", "(() => { const a: any = {}; a.a = a; return a })()"]) {
      expect((await failure(`return ${value}`)).kind).toBe("not-json");
    }
    expect((await failure("return { a: { t: 0 / 0 } }")).message).toContain("t is NaN");
    expect((await failure("return { seen: new Set([1]) }")).message).toContain("seen is a Map or a Set");
    expect((await run("return { at: new Date(0), no: undefined }")).result).toEqual({
      ok: true,
      value: '{"at":"1970-01-01T00:00:00.000Z"}',
    });
    expect((await run("return new Proxy([1], {})")).result).toEqual({ ok: true, value: "[1]" });
  });

  it("carries no prototype", async () => {
    const { result } = await run(`return JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}')`);
    expect(result).toEqual({ ok: true, value: '{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}' });
  });

  it("is the script's own even if it replaces what JSON is made with", async () => {
    const { result } = await run("JSON.stringify = () => 'not json'; Promise.prototype.then = null as any; return 1");
    expect(result).toEqual({ ok: true, value: "1" });
  });
});
