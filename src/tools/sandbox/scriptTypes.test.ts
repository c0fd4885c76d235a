import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scriptTypes } from "./scriptTypes.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "agui-scope-script-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const parametersText = JSON.stringify({
  type: "object",
  required: ["city"],
  properties: { city: { type: "string" }, unit: { enum: ["C", "F"] } },
});

/** What the compiler finds wrong with a script, as an editor would show it: `line: code`. */
function mistakesIn(script: string): readonly string[] {
  writeFileSync(join(folder, "globals.d.ts"), scriptTypes({ name: "get_weather", parametersText }));
  writeFileSync(join(folder, "script.ts"), script);
  const flags = "--ignoreConfig --noEmit --strict --target es2023 --module esnext --lib es2023 --moduleDetection force";
  const compiler = resolve("node_modules/typescript/bin/tsc");
  const args = [compiler, ...flags.split(" "), "--types", "", "globals.d.ts", "script.ts"];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const found = [...stdout.matchAll(/^(\S+)\((\d+),\d+\): error TS(\d+)/gm)];
  if (found.length === 0 && stdout !== "") throw new Error(stdout);
  return found
    .map(([, file, line, code]) => `${file} ${line}: ${code}`)
    .filter((mistake) => !mistake.endsWith(": 1108"));
}

it("lets a script be written with all that it may use", () => {
  const script = `const city: string = args.city.toUpperCase();
const unit: "C" | "F" = args.unit ?? "C";
const last = messages.at(-1);
if (last?.role === "tool" && last.error) fail(last.error);
if (last?.role === "assistant") console.log(last.toolCalls?.[0]?.function.name, name === "get_weather", argumentsText);
await sleep(10);
clearTimeout(setTimeout((n: number) => console.warn(n), 1, callIndex));
return { city, unit, seen: state.seen };`;
  expect(mistakesIn(script)).toEqual([]);
});

it("marks what a script does not have", () => {
  const script = `args.town;
const unit: "K" = args.unit;
fetch("x");
document.title;
messages.at(-1).content;
name.length = callIndex.x;
const name = 1;`;
  const lines = mistakesIn(script).map((mistake) => mistake.split(" ")[1]);
  expect([...new Set(lines)]).toEqual(["1:", "2:", "3:", "4:", "5:", "6:"]);
});
