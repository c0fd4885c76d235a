import { monaco } from "./monacoModule.ts";

const NAME = "agui-scope";

/** What Monaco paints, by the token that it is painted with. */
const COLOURS: Readonly<Record<string, string>> = {
  "editor.background": "--bg",
  "editor.foreground": "--text",
  "editor.lineHighlightBackground": "--surface",
  "editor.selectionBackground": "--selected",
  "editor.inactiveSelectionBackground": "--hover",
  "editorLineNumber.foreground": "--text-faint",
  "editorLineNumber.activeForeground": "--text",
  "editorCursor.foreground": "--accent",
  "editorIndentGuide.background1": "--line",
  "editorIndentGuide.activeBackground1": "--line-strong",
  "editorBracketMatch.background": "--hover",
  "editorBracketMatch.border": "--line-strong",
  // Brackets have one colour: Monaco gives each depth its own, which would mean nothing here.
  "editorBracketHighlight.foreground1": "--text-muted",
  "editorBracketHighlight.foreground2": "--text-muted",
  "editorBracketHighlight.foreground3": "--text-muted",
  "editorBracketHighlight.unexpectedBracket.foreground": "--error",
  "editorWidget.background": "--raised",
  "editorWidget.foreground": "--text",
  "editorWidget.border": "--line-strong",
  "editorHoverWidget.background": "--raised",
  "editorHoverWidget.border": "--line-strong",
  "editorSuggestWidget.background": "--raised",
  "editorSuggestWidget.border": "--line-strong",
  "editorSuggestWidget.foreground": "--text",
  "editorSuggestWidget.selectedBackground": "--selected",
  "editorSuggestWidget.selectedForeground": "--text",
  "editorSuggestWidget.highlightForeground": "--accent",
  "editorError.foreground": "--error",
  "editorWarning.foreground": "--warn",
  "editorInfo.foreground": "--info",
  "input.background": "--bg",
  "input.border": "--line-strong",
  "list.hoverBackground": "--hover",
  focusBorder: "--accent",
  "scrollbarSlider.background": "--line-strong",
  "scrollbarSlider.hoverBackground": "--text-faint",
  "scrollbarSlider.activeBackground": "--text-faint",
};

/** The same, but let through so much of what is below them. Hexadecimal, 00 to ff. */
const TINTS: Readonly<Record<string, readonly [string, string]>> = {
  "diffEditor.insertedLineBackground": ["--ok", "20"],
  "diffEditor.insertedTextBackground": ["--ok", "34"],
  "diffEditorGutter.insertedLineBackground": ["--ok", "50"],
  "diffEditor.removedLineBackground": ["--error", "20"],
  "diffEditor.removedTextBackground": ["--error", "34"],
  "diffEditorGutter.removedLineBackground": ["--error", "50"],
  "diffEditor.diagonalFill": ["--line-strong", "60"],
};

/** JSON's token types and the tokens that colour them, as in the State view. */
const RULES: Readonly<Record<string, string>> = {
  "string.key.json": "--ev-activity",
  "string.value.json": "--ev-text",
  "number.json": "--ev-tool",
  "keyword.json": "--ev-state",
  "delimiter.bracket.json": "--text-muted",
  "delimiter.array.json": "--text-muted",
  "delimiter.colon.json": "--text-muted",
  "delimiter.comma.json": "--text-muted",
};

/** Defines Monaco's theme from the design tokens as they are now, and returns its name. Call it again when the theme changes. */
export function defineMonacoTheme(): string {
  const root = document.documentElement;
  const style = getComputedStyle(root);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  monaco.editor.defineTheme(NAME, {
    base: root.dataset["theme"] === "light" ? "vs" : "vs-dark",
    inherit: true,
    rules: Object.entries(RULES).map(([type, name]) => ({ token: type, foreground: token(name).replace("#", "") })),
    colors: Object.fromEntries([
      ...Object.entries(COLOURS).map(([part, name]) => [part, token(name)]),
      ...Object.entries(TINTS).map(([part, [name, alpha]]) => [part, token(name) + alpha]),
    ]) as Record<string, string>,
  });
  return NAME;
}

/** The code font as the tokens name it. */
export function codeFont(): string {
  return getComputedStyle(document.documentElement).getPropertyValue("--font-code").trim();
}
