import type { monaco } from "./monacoModule.ts";

/** How every editor of a text looks and behaves. */
export const EDITOR_OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
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
