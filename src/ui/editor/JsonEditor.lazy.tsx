import { useEffect, useId, useState } from "react";
import type { JsonEditorProps } from "./JsonEditor.tsx";
import { markPlace, type EditorMark } from "./markPlace.ts";
import { MonacoEditor } from "./MonacoEditor.tsx";
import { jsonDefaults, monaco } from "./monacoModule.ts";
import { jsonSchemaSchema } from "./jsonSchemaSchema.ts";
import { runInputSchema } from "./runInputSchema.ts";

/** The models that a schema is for have a name that ends so. */
const SUFFIXES = { RunAgentInput: ".run-agent-input", JsonSchema: ".json-schema" } as const;

/** The editor behind `JsonEditor`, with Monaco and everything that it needs. */
export default function JsonEditor(props: JsonEditorProps) {
  const { value, onChange, onSubmit, label, schema, marks, marksBy, isField = false } = props;
  const path = `agui-scope://edit/${useId()}${schema ? SUFFIXES[schema] : ""}.json`;
  useEffect(() => void registerSchemas(), []);
  const [model, setModel] = useState<monaco.editor.ITextModel | null>(null);
  useEffect(() => {
    if (!model) return undefined;
    const show = (): void => monaco.editor.setModelMarkers(model, "agent", markersOf(model, marks ?? [], marksBy));
    show();
    // A body that was formatted has its members elsewhere.
    const listener = model.onDidChangeContent(show);
    return () => listener.dispose();
  }, [model, marks, marksBy]);
  return <MonacoEditor language="json" {...{ path, value, onChange, onSubmit, label, isField }} onModel={setModel} />;
}

function markersOf(
  model: monaco.editor.ITextModel,
  marks: readonly EditorMark[],
  by: "page" | undefined,
): monaco.editor.IMarkerData[] {
  const text = model.getValue();
  return marks.map(({ pointer, message }) => {
    const { offset, length } = markPlace(text, pointer);
    const start = model.getPositionAt(offset);
    const end = model.getPositionAt(offset + length);
    return {
      severity: monaco.MarkerSeverity.Error,
      message: by === "page" ? message : `The agent says: ${message}`,
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
  });
}

let registered: Promise<void> | undefined;

function registerSchemas(): Promise<void> {
  registered ??= (async () => {
    const schemas = { RunAgentInput: await runInputSchema(), JsonSchema: jsonSchemaSchema() };
    jsonDefaults.setDiagnosticsOptions({
      validate: true,
      schemaValidation: "error",
      enableSchemaRequest: false,
      schemas: (["RunAgentInput", "JsonSchema"] as const).map((name) => ({
        uri: `agui-scope://schema/${name}.json`,
        fileMatch: [`*${SUFFIXES[name]}.json`],
        schema: schemas[name],
      })),
    });
  })();
  return registered;
}
