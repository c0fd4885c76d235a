import { lazy, Suspense } from "react";
import styles from "./JsonEditor.module.css";

/** A place of a text that something is said about, as editors count: from 1. */
export interface CodeMark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What an editor for texts that are no JSON shows and tells. */
export interface CodeEditorProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  readonly onSubmit?: () => void;
  /** Accessible name. */
  readonly label: string;
  readonly marks?: readonly CodeMark[];
  /** For TypeScript: the declarations (.d.ts) of what the text may use. Left out for a text of no language. */
  readonly declarations?: string;
}

const LazyEditor = lazy(() => import("./CodeEditor.lazy.tsx"));

/** An editor, one field of several, that fills its container. Monaco comes with the first one that is shown. */
export function CodeEditor(props: CodeEditorProps) {
  return (
    <Suspense fallback={<p className={styles.loading}>Loading the editor…</p>}>
      <LazyEditor {...props} />
    </Suspense>
  );
}
