import type { ReactNode, Ref } from "react";
import styles from "./MistakeMarks.module.css";

interface MistakeMarksProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly text: string;
  /** Offsets into the text, in its order; `to` is behind the last character. One of no length stands at the end, where something is missing. */
  readonly mistakes: readonly { readonly from: number; readonly to: number }[];
  /** How the field is laid out: the same font, padding and size. */
  readonly className: string | undefined;
}

/** The text of a field once more, unseen, with the mistakes underlined: it lies over or behind the field and scrolls with it. */
export function MistakeMarks({ ref, text, mistakes, className }: MistakeMarksProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of mistakes) {
    parts.push(
      text.slice(at, from),
      <mark key={from} className={styles.mark}>
        {from === to ? " " : text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <div ref={ref} className={`${styles.marks} ${className}`} aria-hidden="true">
      {parts}
      {parts.length > 0 && text.slice(at)}
    </div>
  );
}
