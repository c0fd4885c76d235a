import { useEffect, useId, useRef, useState } from "react";
import type { JsonEditorProps } from "./JsonEditor.tsx";
import { markPlace, type EditorMark } from "./markPlace.ts";
import { codeFont } from "./monacoTheme.ts";
import { Editor, jsonDefaults, monaco } from "./monacoModule.ts";
import { runInputSchema } from "./runInputSchema.ts";
import { useMonacoTheme } from "./useMonacoTheme.ts";

const SCHEMA_URI = "agui-scope://schema/run-agent-input.json";
const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  fontSize: 12,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  tabSize: 2,
  fixedOverflowWidgets: true,
  renderLineHighlightOnlyWhenFocus: true,
  stickyScroll: { enabled: false },
  wordWrap: "on",
  padding: { top: 8, bottom: 8 },
  // Long ids and base64 are values here, not typing errors.
  unicodeHighlight: { ambiguousCharacters: false },
};

/** The editor behind `JsonEditor`, with Monaco and everything that it needs. */
export default function JsonEditor({ value, onChange, onSubmit, label, schema, marks }: JsonEditorProps) {
  const path = `agui-scope://edit/${useId()}${schema === "RunAgentInput" ? ".run-agent-input" : ""}.json`;
  const submit = useRef(onSubmit);
  useEffect(() => {
    submit.current = onSubmit;
  }, [onSubmit]);
  const theme = useMonacoTheme();
  useEffect(() => void registerSchema(), []);
  const [model, setModel] = useState<monaco.editor.ITextModel | null>(null);
  useEffect(() => {
    if (!model) return undefined;
    const show = (): void => monaco.editor.setModelMarkers(model, "agent", markersOf(model, marks ?? []));
    show();
    // A body that was formatted has its members elsewhere.
    const listener = model.onDidChangeContent(show);
    return () => listener.dispose();
  }, [model, marks]);
  return (
    <Editor
      height="100%"
      language="json"
      path={path}
      theme={theme}
      value={value}
      loading=""
      options={{ ...OPTIONS, ariaLabel: label, fontFamily: codeFont() }}
      onChange={(text) => onChange(text ?? "")}
      onMount={(editor) => {
        editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => submit.current?.());
        editor.focus();
        setModel(editor.getModel());
        // Monaco measures the font once; a web font may come later.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
      }}
    />
  );
}

function markersOf(model: monaco.editor.ITextModel, marks: readonly EditorMark[]): monaco.editor.IMarkerData[] {
  const text = model.getValue();
  return marks.map(({ pointer, message }) => {
    const { offset, length } = markPlace(text, pointer);
    const start = model.getPositionAt(offset);
    const end = model.getPositionAt(offset + length);
    return {
      severity: monaco.MarkerSeverity.Error,
      message: `The agent says: ${message}`,
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
  });
}

let registered: Promise<void> | undefined;

function registerSchema(): Promise<void> {
  registered ??= (async () => {
    const schema = await runInputSchema();
    jsonDefaults.setDiagnosticsOptions({
      validate: true,
      schemaValidation: "error",
      enableSchemaRequest: false,
      schemas: [{ uri: SCHEMA_URI, fileMatch: ["*.run-agent-input.json"], schema }],
    });
  })();
  return registered;
}
