import type { ReactNode, Ref } from "react";
import type { FilterMistake } from "#src/analysis/filter/parseFilter.ts";
import styles from "./FilterField.module.css";

interface MistakeMarksProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly text: string;
  /** In the order of the text. */
  readonly mistakes: readonly FilterMistake[];
}

/** The text of the field once more, unseen, with the mistakes underlined: it lies behind the field and scrolls with it. */
export function MistakeMarks({ ref, text, mistakes }: MistakeMarksProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of mistakes) {
    parts.push(
      text.slice(at, from),
      <mark key={from} className={styles.mark}>
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <div ref={ref} className={styles.marks} aria-hidden="true">
      {parts}
      {parts.length > 0 && text.slice(at)}
    </div>
  );
}
