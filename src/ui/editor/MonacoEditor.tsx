import { useEffect, useRef } from "react";
import { Editor, monaco } from "./monacoModule.ts";
import { codeFont } from "./monacoTheme.ts";
import { useMonacoTheme } from "./useMonacoTheme.ts";

/** How every editor of a text looks and behaves. */
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

interface MonacoEditorProps {
  readonly language: "json" | "plaintext";
  /** The address of its model, another one for each editor. */
  readonly path: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  readonly onSubmit: (() => void) | undefined;
  /** Accessible name. */
  readonly label: string;
  /** One field of several: it does not take the focus by itself, and Tab leaves it. */
  readonly isField: boolean;
  readonly onModel: (model: monaco.editor.ITextModel | null) => void;
}

/** What the editors of texts have in common: the look, the keys, the focus. */
export function MonacoEditor(props: MonacoEditorProps) {
  const { language, path, value, onChange, onSubmit, label, isField, onModel } = props;
  const submit = useRef(onSubmit);
  useEffect(() => {
    submit.current = onSubmit;
  }, [onSubmit]);
  const theme = useMonacoTheme();
  return (
    <Editor
      height="100%"
      language={language}
      path={path}
      theme={theme}
      value={value}
      loading=""
      options={{ ...OPTIONS, tabFocusMode: isField, ariaLabel: label, fontFamily: codeFont() }}
      onChange={(text) => onChange(text ?? "")}
      onMount={(editor) => {
        editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => submit.current?.());
        if (!isField) editor.focus();
        onModel(editor.getModel());
        // Monaco measures the font once; a web font may come later.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
      }}
    />
  );
}
