import type { KeyboardEvent, RefObject } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import type { SearchProgress } from "./useTreeSearch.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./TreeSearchBar.module.css";

interface TreeSearchBarProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly progress: SearchProgress | undefined;
  /** The hit that was gone to last, from 0; undefined for none. */
  readonly current: number | undefined;
  readonly onText: (text: string) => void;
  /** Goes by one hit, forward or back. */
  readonly onGo: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

/** The field that searches a tree, with how many rows it found and the way from one to the next. */
export function TreeSearchBar({ field, text, progress, current, onText, onGo, onClose }: TreeSearchBarProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    // Escape also stops a run.
    event.stopPropagation();
    if (event.key === "Escape") onClose();
    else onGo(event.shiftKey ? -1 : 1);
  };
  const none = progress === undefined || progress.count === 0;
  return (
    <div className={styles.search} role="search" aria-label="Search the state">
      <input
        ref={field}
        type="search"
        className={`${controls.field} ${controls.code} ${styles.field}`}
        aria-label="Search keys and values"
        placeholder="Search keys and values"
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span role="status" className={styles.count}>
        {countText(progress, current)}
      </span>
      <Button
        size="sm"
        variant="ghost"
        icon="chevronUp"
        aria-label="Previous match"
        disabled={none}
        onClick={() => onGo(-1)}
      />
      <Button
        size="sm"
        variant="ghost"
        icon="chevronDown"
        aria-label="Next match"
        disabled={none}
        onClick={() => onGo(1)}
      />
      <Button size="sm" variant="ghost" icon="close" aria-label="Close the search" onClick={onClose} />
    </div>
  );
}

function countText(progress: SearchProgress | undefined, current: number | undefined): string {
  if (!progress) return "";
  const { count, isDone } = progress;
  const more = isDone ? "" : "…";
  if (count === 0) return isDone ? "no match" : "searching…";
  if (current === undefined) return `${formatCount(count)} ${count === 1 ? "match" : "matches"}${more}`;
  return `${formatCount(current + 1)} of ${formatCount(count)}${more}`;
}
