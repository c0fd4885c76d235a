import { transform } from "sucrase";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { ScriptError } from "./types.ts";
import { sourceColumn } from "./lineMap.ts";

/** A script as JavaScript. */
export interface ErasedScript {
  /** Line for line the source. */
  readonly code: string;
  /** The column of the source, from 1, for a place in `code`, from 1. */
  columnOf(line: number, column: number): number;
}

/** The JavaScript of a script in TypeScript: types are taken out and enums written out; nothing else is changed, and no type is checked. */
export function eraseTypes(source: string): Result<ErasedScript, ScriptError> {
  try {
    const { code, sourceMap } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      keepUnusedImports: true,
      filePath: "script.ts",
      sourceMapOptions: { compiledFilename: "script.js" },
    });
    const mappings = sourceMap?.mappings ?? "";
    return ok({ code, columnOf: (line, column) => sourceColumn(mappings, line, column) });
  } catch (thrown) {
    return err(syntaxError(thrown));
  }
}

function syntaxError(thrown: unknown): ScriptError {
  const { message = "", loc } = thrown as { message?: string; loc?: { line: number; column: number } };
  const said = message.replace(/^Error transforming script\.ts: /, "").replace(/ \(\d+:\d+\)$/, "");
  return { kind: "syntax", message: `The script is no TypeScript: ${said}.`, ...loc };
}
