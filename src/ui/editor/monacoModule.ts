import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import JsonWorker from "monaco-editor/languages/features/json/json.worker?worker";
import { DiffEditor, Editor, loader, type MonacoDiffEditor } from "@monaco-editor/react";

// The only door to Monaco. It is behind React.lazy: nothing else may import this file, or the first load grows by a megabyte.

// Monaco finds its JSON worker by itself under Vite, but not the editor's; both come from our own origin.
self.MonacoEnvironment = {
  getWorker: (_id, label) => (label === "json" ? new JsonWorker() : new EditorWorker()),
};
// Without this, the React wrapper loads Monaco from a public CDN.
loader.config({ monaco });

export { DiffEditor, Editor, jsonDefaults, monaco, type MonacoDiffEditor };
