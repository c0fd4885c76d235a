import { useEffect, useRef } from "react";
import type { JsonDiffEditorProps } from "./JsonDiffEditor.tsx";
import { DiffEditor, monaco, type MonacoDiffEditor } from "./monacoModule.ts";
import { codeFont } from "./monacoTheme.ts";
import { useMonacoTheme } from "./useMonacoTheme.ts";

const OPTIONS: monaco.editor.IDiffEditorConstructionOptions = {
  automaticLayout: true,
  readOnly: true,
  originalEditable: false,
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  fontSize: 12,
  lineHeight: 18,
  lineNumbersMinChars: 3,
  stickyScroll: { enabled: false },
  renderOverviewRuler: false,
  renderSideBySide: true,
  // Narrower, two columns would show a few characters each.
  renderSideBySideInlineBreakpoint: 420,
  hideUnchangedRegions: { enabled: true },
  // A large state must not hold the page up: beyond this the comparison is coarser.
  maxComputationTime: 2000,
  unicodeHighlight: { ambiguousCharacters: false },
};

/** The editor behind `JsonDiffEditor`, with Monaco and everything that it needs. */
export default function JsonDiffEditor({ original, modified, label, wraps }: JsonDiffEditorProps) {
  const theme = useMonacoTheme();
  const editor = useRef<MonacoDiffEditor>(null);
  // The wrapper would dispose of the models before the widget that shows them, which Monaco reports as an error
  // (suren-atoyan/monaco-react#647). So it keeps them, and they go once the widget is gone.
  useEffect(
    () => () => {
      const models = editor.current?.getModel();
      queueMicrotask(() => {
        models?.original.dispose();
        models?.modified.dispose();
      });
    },
    [],
  );
  return (
    <DiffEditor
      height="100%"
      language="json"
      theme={theme}
      original={original}
      modified={modified}
      loading=""
      keepCurrentOriginalModel
      keepCurrentModifiedModel
      options={{ ...OPTIONS, diffWordWrap: wraps ? "on" : "off", fontFamily: codeFont() }}
      onMount={(mounted) => {
        editor.current = mounted;
        keepName(mounted.getOriginalEditor(), `${label}, before`);
        keepName(mounted.getModifiedEditor(), `${label}, after`);
        if (wraps) keepWrapped(mounted.getOriginalEditor());
        // Monaco measures the font once; a web font may come later.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
      }}
    />
  );
}

/**
 * Names one side. `originalAriaLabel` and `modifiedAriaLabel` would be the way, but Monaco 0.57 empties both names with any later change
 * of an option, a new font for example. The listener goes with the editor.
 */
function keepName(side: monaco.editor.ICodeEditor, name: string): void {
  const keep = (): void => {
    if (side.getOption(monaco.editor.EditorOption.ariaLabel) !== name) side.updateOptions({ ariaLabel: name });
  };
  side.onDidChangeConfiguration(keep);
  keep();
}

/** Breaks the lines of the left side, too: Monaco 0.57 forbids it while it has no room yet to show that side, and never allows it again. */
function keepWrapped(side: monaco.editor.ICodeEditor): void {
  const keep = (): void => {
    if (side.getOption(monaco.editor.EditorOption.wordWrapOverride2) === "off")
      side.updateOptions({ wordWrapOverride2: "inherit" });
  };
  side.onDidChangeConfiguration(keep);
  keep();
}
