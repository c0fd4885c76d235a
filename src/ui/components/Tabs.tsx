import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import styles from "./Tabs.module.css";

/** One tab and what it shows. */
export interface TabItem {
  readonly id: string;
  readonly title: string;
  /** A count after the title. */
  readonly badge?: ReactNode;
  readonly content: ReactNode;
}

interface TabsProps {
  /** Names the list of tabs for assistive technology. */
  readonly label: string;
  readonly items: readonly TabItem[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
  /** Shown at the end of the bar, beside the tabs. */
  readonly trailing?: ReactNode;
}

/** Tabs after the ARIA pattern: one tab stop, arrows select. Only the selected tab's content is mounted. */
export function Tabs({ label, items, selected, onSelect, trailing }: TabsProps) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = items.find((item) => item.id === selected) ?? items[0];
  const shown = current?.id;
  useEffect(() => {
    // What it returns is a promise in newer browsers, and no clean-up.
    list.current?.querySelector(`[data-tab="${shown}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [shown]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = items.findIndex((item) => item.id === current?.id);
    const target = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: items.length - 1 }[event.key];
    const next = target === undefined ? undefined : items[(target + items.length) % items.length];
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className={styles.tabs}>
      <div className={styles.bar}>
        <div ref={list} role="tablist" aria-label={label} className={styles.list} tabIndex={-1} onKeyDown={onKeyDown}>
          {items.map(({ id, title, badge }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`${base}-tab-${id}`}
              data-tab={id}
              aria-selected={id === current?.id}
              aria-controls={`${base}-panel`}
              tabIndex={id === current?.id ? 0 : -1}
              className={styles.tab}
              onClick={() => onSelect(id)}
            >
              {title}
              {badge}
            </button>
          ))}
        </div>
        {trailing}
      </div>
      {current && (
        <div
          key={current.id}
          role="tabpanel"
          id={`${base}-panel`}
          aria-labelledby={`${base}-tab-${current.id}`}
          className={styles.panel}
        >
          {current.content}
        </div>
      )}
    </div>
  );
}
