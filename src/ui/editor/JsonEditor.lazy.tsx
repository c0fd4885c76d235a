import { useEffect, useId, useRef, useState } from "react";
import type { JsonEditorProps } from "./JsonEditor.tsx";
import { codeFont, defineMonacoTheme } from "./monacoTheme.ts";
import { Editor, jsonDefaults, monaco } from "./monacoModule.ts";
import { runInputSchema } from "./runInputSchema.ts";

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
export default function JsonEditor({ value, onChange, onSubmit, label, schema }: JsonEditorProps) {
  const path = `agui-scope://edit/${useId()}${schema === "RunAgentInput" ? ".run-agent-input" : ""}.json`;
  const submit = useRef(onSubmit);
  useEffect(() => {
    submit.current = onSubmit;
  }, [onSubmit]);
  const theme = useMonacoTheme();
  useEffect(() => void registerSchema(), []);
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
        // Monaco measures the font once; a web font may come later.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
      }}
    />
  );
}

/** Redefines the theme whenever the page changes from dark to light or back. */
function useMonacoTheme(): string {
  const [theme, setTheme] = useState(defineMonacoTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(defineMonacoTheme()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
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
