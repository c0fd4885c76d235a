import "monaco-editor/languages/definitions/typescript/register";
import { ModuleKind, ScriptTarget, typescriptDefaults } from "monaco-editor/languages/features/typescript/register";
import TypeScriptWorker from "monaco-editor/languages/features/typescript/ts.worker?worker";

// Monaco's TypeScript, apart from the rest of it: its worker is larger than everything else together, and only a script needs it.

const others = self.MonacoEnvironment;
self.MonacoEnvironment = {
  ...self.MonacoEnvironment,
  getWorker: (id, label) => {
    if (label === "typescript") return new TypeScriptWorker();
    const worker = others?.getWorker?.(id, label);
    if (!worker) throw new Error("Bug in AG-UI Scope: Monaco's TypeScript before Monaco");
    return worker;
  },
};

typescriptDefaults.setCompilerOptions({
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  // What a browser has is not there in the sandbox.
  lib: ["es2023"],
  strict: true,
  noEmit: true,
  allowNonTsExtensions: true,
  // "force": a script is a module whatever it holds, so that it may await at the top and no two scripts see each other.
  moduleDetection: 3,
});
typescriptDefaults.setDiagnosticsOptions({
  // A script is the body of a function: it may return.
  diagnosticCodesToIgnore: [1108],
});

/** Makes declarations (.d.ts) known to all scripts, in place of those before. */
export function declareForScripts(declarations: string): void {
  typescriptDefaults.setExtraLibs([{ content: declarations, filePath: "agui-scope://script/globals.d.ts" }]);
}
