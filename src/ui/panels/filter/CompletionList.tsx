import { useEffect, useRef } from "react";
import type { Completion } from "#src/analysis/filter/completeFilter.ts";
import styles from "./CompletionList.module.css";

interface CompletionListProps {
  /** What the ids of its elements begin with: `-list` follows for itself, `-0` for the first option. */
  readonly id: string;
  readonly options: readonly Completion[];
  /** -1 while none is chosen. */
  readonly active: number;
  readonly onTake: (option: Completion) => void;
}

/** The ways to go on. The focus stays in the field; the keys move through the list from there. */
export function CompletionList({ id, options, active, onTake }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="Ways to go on" className={styles.list}>
      {options.map((option, index) => (
        <div
          key={option.insert}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          data-index={index}
          // Before the field loses the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(option);
          }}
        >
          <code className={styles.insert}>{option.insert}</code>
          <span className={styles.detail}>{option.detail}</span>
        </div>
      ))}
    </div>
  );
}
