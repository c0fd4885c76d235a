import { Suspense, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Completion } from "#src/analysis/filter/completeFilter.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { eventList } from "#src/ui/components/eventList.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { MistakeMarks } from "#src/ui/components/MistakeMarks.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { FilterCount } from "./FilterCount.tsx";
import { completionsNow, useFilterMatches } from "./useFilterMatches.ts";
import styles from "./FilterField.module.css";

/** Wanted once somebody types. */
export const completionList = preloaded(async () => (await import("./CompletionList.tsx")).CompletionList);

/** The field for the filter: completion below it, mistakes marked where they are, how many events are left at its end. */
export function FilterField() {
  const base = useId();
  const store = useScopeStore();
  const text = useScope((state) => state.filterText);
  const setFilterText = useScope((state) => state.setFilterText);
  const { matches, mistakes } = useFilterMatches();
  const input = useRef<HTMLInputElement>(null);
  const marks = useRef<HTMLDivElement>(null);
  /** Where the ways to go on are shown for; undefined while they are not. */
  const [caret, setCaret] = useState<number>();
  const [active, setActive] = useState(-1);
  /** Where the caret goes once a completion stands in the field. */
  const nextCaret = useRef<number>(undefined);

  const { from, to, options } =
    caret === undefined ? { from: 0, to: 0, options: [] } : completionsNow(store.getState(), text, caret);
  const isOpen = options.length > 0;
  // What is just being typed is no mistake yet while there are ways to go on.
  const shown = mistakes.filter((mistake) => !(isOpen && mistake.to === caret));
  const [mistake] = shown;

  useLayoutEffect(() => {
    const { current: place } = nextCaret;
    if (place === undefined) return;
    nextCaret.current = undefined;
    input.current?.setSelectionRange(place, place);
  });

  const close = (): void => {
    setCaret(undefined);
    setActive(-1);
  };
  const open = (): void => {
    setCaret(input.current?.selectionStart ?? text.length);
    setActive(-1);
  };
  const take = ({ insert }: Completion): void => {
    setFilterText(text.slice(0, from) + insert + text.slice(to));
    setActive(-1);
    nextCaret.current = from + insert.length;
    setCaret(nextCaret.current);
  };
  const clear = (): void => {
    setFilterText("");
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const option = options[active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        if (!isOpen) open();
        else if (event.key === "ArrowDown") setActive((active + 1) % options.length);
        else setActive(active <= 0 ? options.length - 1 : active - 1);
        break;
      case "Tab":
        if (event.shiftKey || option === undefined) return;
        take(option);
        break;
      case "Enter":
        if (option !== undefined) take(option);
        else {
          close();
          // To what it found.
          eventList()?.focus({ preventScroll: true });
        }
        break;
      case "Escape":
        // First what is open closes, then the field is emptied, then it is left.
        if (!isOpen && text === "") return;
        if (isOpen) close();
        else clear();
        event.stopPropagation();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <div className={styles.field} data-invalid={mistake !== undefined || undefined}>
      <div className={styles.box}>
        <div className={styles.text}>
          <MistakeMarks ref={marks} className={styles.marks} text={text} mistakes={shown} />
          <input
            ref={input}
            type="search"
            data-filter=""
            className={styles.input}
            aria-label="Filter events"
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={isOpen ? `${base}-list` : undefined}
            aria-activedescendant={isOpen && active >= 0 ? `${base}-${active}` : undefined}
            aria-invalid={mistake !== undefined}
            aria-describedby={mistake === undefined ? undefined : `${base}-mistake`}
            placeholder="Filter: type:tool path:/trip"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={text}
            onChange={({ target }) => {
              setFilterText(target.value);
              setCaret(target.selectionStart ?? target.value.length);
              setActive(-1);
            }}
            onFocus={() => {
              if (text === "") open();
            }}
            onSelect={({ currentTarget }) => {
              const place = currentTarget.selectionStart ?? text.length;
              // The key that closes the list may tell of a selection as well.
              setCaret((now) => (now === undefined ? now : place));
            }}
            onBlur={close}
            onKeyDown={onKeyDown}
            onScroll={({ currentTarget }) => {
              if (marks.current) marks.current.scrollLeft = currentTarget.scrollLeft;
            }}
          />
        </div>
        {mistake !== undefined && (
          <span className={styles.mistakes} aria-hidden="true">
            {plural(shown.length, "mistake")}
          </span>
        )}
        <FilterCount />
        {text !== "" && (
          <Button
            variant="ghost"
            size="sm"
            icon="close"
            aria-label="Clear the filter"
            className={styles.clear}
            onClick={() => {
              clear();
              input.current?.focus();
            }}
          />
        )}
      </div>
      {isOpen && (
        <Suspense>
          <completionList.Component id={base} options={options} active={active} onTake={take} />
        </Suspense>
      )}
      {mistake !== undefined && (
        <p id={`${base}-mistake`} className={styles.mistake}>
          {mistake.message}{" "}
          {matches === undefined ? "All events are shown." : "The list shows what the other terms leave."}
        </p>
      )}
    </div>
  );
}
