import { useEffect, useId, useRef, useState } from "react";
import type { JsonEditorProps } from "./JsonEditor.tsx";
import { EDITOR_OPTIONS } from "./editorOptions.ts";
import { markPlace, type EditorMark } from "./markPlace.ts";
import { codeFont } from "./monacoTheme.ts";
import { Editor, jsonDefaults, monaco } from "./monacoModule.ts";
import { jsonSchemaSchema } from "./jsonSchemaSchema.ts";
import { runInputSchema } from "./runInputSchema.ts";
import { useMonacoTheme } from "./useMonacoTheme.ts";

/** The models that a schema is for have a name that ends so. */
const SUFFIXES = { RunAgentInput: ".run-agent-input", JsonSchema: ".json-schema" } as const;

/** The editor behind `JsonEditor`, with Monaco and everything that it needs. */
export default function JsonEditor(props: JsonEditorProps) {
  const { value, onChange, onSubmit, label, schema, marks, marksBy, isField = false } = props;
  const path = `agui-scope://edit/${useId()}${schema ? SUFFIXES[schema] : ""}.json`;
  const submit = useRef(onSubmit);
  useEffect(() => {
    submit.current = onSubmit;
  }, [onSubmit]);
  const theme = useMonacoTheme();
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
  return (
    <Editor
      height="100%"
      language="json"
      path={path}
      theme={theme}
      value={value}
      loading=""
      options={{ ...EDITOR_OPTIONS, tabFocusMode: isField, ariaLabel: label, fontFamily: codeFont() }}
      onChange={(text) => onChange(text ?? "")}
      onMount={(editor) => {
        editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => submit.current?.());
        if (!isField) editor.focus();
        setModel(editor.getModel());
        // Monaco measures the font once; a web font may come later.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
      }}
    />
  );
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
