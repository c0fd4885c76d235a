import { useEffect, useId, useState } from "react";
import type { CodeEditorProps } from "./CodeEditor.tsx";
import { MonacoEditor } from "./MonacoEditor.tsx";
import { monaco } from "./monacoModule.ts";

/** The editor behind `CodeEditor`. It colours TypeScript and knows its types as soon as their code has come. */
export default function CodeEditor({ value, onChange, onSubmit, label, marks, declarations }: CodeEditorProps) {
  const isScript = declarations !== undefined;
  const path = `agui-scope://script/${useId()}${isScript ? ".ts" : ".txt"}`;
  const [model, setModel] = useState<monaco.editor.ITextModel | null>(null);
  useEffect(() => {
    if (!model || declarations === undefined) return;
    const learn = async (): Promise<void> => {
      const { declareForScripts } = await import("./monacoTypescript.ts");
      declareForScripts(declarations);
      if (!model.isDisposed()) monaco.editor.setModelLanguage(model, "typescript");
    };
    // Without it the script is plain text and runs all the same.
    learn().catch(() => undefined);
  }, [model, declarations]);
  useEffect(() => {
    if (!model) return;
    const markers = (marks ?? []).map(({ line, column, message }) => ({
      severity: monaco.MarkerSeverity.Error,
      message,
      startLineNumber: line,
      startColumn: column,
      endLineNumber: line,
      endColumn: Math.max(column + 1, model.getWordAtPosition({ lineNumber: line, column })?.endColumn ?? 0),
    }));
    monaco.editor.setModelMarkers(model, "tool", markers);
  }, [model, marks]);
  return (
    <MonacoEditor language="plaintext" {...{ path, value, onChange, onSubmit, label }} isField onModel={setModel} />
  );
}
