import { lazy, Suspense } from "react";
import type { EditorMark } from "./markPlace.ts";
import styles from "./JsonEditor.module.css";

/** What a JSON editor shows and tells. */
export interface JsonEditorProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Ctrl or ⌘ with Enter. */
  readonly onSubmit?: () => void;
  /** Accessible name. */
  readonly label: string;
  /** What is said about members of the text, by JSON Pointer. */
  readonly marks?: readonly EditorMark[];
  /** Who says it; the agent where it is left out. */
  readonly marksBy?: "page";
  /** The schema to complete and check against; without one, syntax alone is checked. */
  readonly schema?: "RunAgentInput" | "JsonSchema";
  /** One field of several: it does not take the focus by itself, and Tab leaves it. */
  readonly isField?: true;
}

const load = () => import("./JsonEditor.lazy.tsx");
const LazyEditor = lazy(load);

/** An editor for JSON texts that fills its container. Monaco comes with the first one that is shown. */
export function JsonEditor(props: JsonEditorProps) {
  return (
    <Suspense fallback={<p className={styles.loading}>Loading the editor…</p>}>
      <LazyEditor {...props} />
    </Suspense>
  );
}

/** Fetches the editor ahead of its use. */
export function preloadJsonEditor(): void {
  // A failure shows when the editor is opened; the attempt ahead of time needs no word.
  load().catch(() => undefined);
}
