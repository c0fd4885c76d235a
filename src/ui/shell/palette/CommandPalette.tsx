import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { plural } from "#src/ui/panels/event/format.ts";
import { useModal } from "#src/ui/shell/useModal.ts";
import { useReading } from "#src/ui/useScope.ts";
import styles from "./CommandPalette.module.css";
import { entityItem, eventItem } from "./goToItems.ts";
import { paletteItems, type PaletteContext } from "./paletteItems.ts";
import type { PaletteItem } from "./paletteItem.ts";
import { paletteResults } from "./paletteResults.ts";
import { useEntityMatches } from "./useEntityMatches.ts";

/** Ids of what was used last, the newest first. They last as long as the page. */
let recent: readonly string[] = [];
const RECENT = 5;

interface CommandPaletteProps {
  readonly context: PaletteContext;
  readonly onClose: () => void;
}

/** Everything that can be done, found by typing. The native dialog keeps the focus inside and gives it back where it was. */
export function CommandPalette({ context, onClose }: CommandPaletteProps) {
  const base = useId();
  const dialog = useModal();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<number>();
  const { store } = context;
  const reading = useReading();
  // As of its opening: a list that changes under the pointer or the arrow keys would lead to what nobody chose.
  const [items] = useState(() => paletteItems(context));
  const entities = useEntityMatches(reading, typed);
  const { sections, more } = useMemo(() => {
    const event = eventItem(store, typed);
    const found = entities.list.map(({ entity, name }) => entityItem(store, entity, name));
    return paletteResults(items, typed, recent, [...(event ? [event] : []), ...found]);
  }, [items, typed, entities, store]);
  const lines = sections.flatMap((section) => section.items);
  const possible = lines.findIndex(({ unavailable }) => unavailable === undefined);
  const active = Math.max(0, Math.min(chosen ?? possible, lines.length - 1));

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
    // The line of the same number may be another one.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, [active, sections]);

  const close = (): void => {
    dialog.current?.close();
    // The dialog tells of it a task later: a shortcut that comes before would find the palette open, and close it once more.
    onClose();
  };
  const choose = (item: PaletteItem | undefined): void => {
    if (!item || item.unavailable !== undefined) return;
    recent = [item.id, ...recent.filter((id) => id !== item.id)].slice(0, RECENT);
    // First, so that a command that moves the focus has the last word.
    close();
    item.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const { length } = lines;
    if (event.key === "Enter") choose(lines[active]);
    else if (event.key === "ArrowDown") setChosen((active + 1) % Math.max(1, length));
    else if (event.key === "ArrowUp") setChosen((active - 1 + length) % Math.max(1, length));
    else if (event.key === "PageDown") setChosen(Math.min(length - 1, active + 8));
    else if (event.key === "PageUp") setChosen(Math.max(0, active - 8));
    else return;
    event.preventDefault();
  };
  let index = 0;
  return (
    // Escape and the keys of the field do all that the mouse does on the backdrop.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label="Commands"
      onClose={() => dialog.current?.open === false && onClose()}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onMouseDown={(event) => {
        // The backdrop is the dialog's own.
        if (event.target === dialog.current) close();
      }}
    >
      <div className={styles.inside}>
        <input
          className={styles.input}
          role="combobox"
          aria-label="Search commands"
          aria-expanded={lines.length > 0}
          aria-controls={`${base}-list`}
          aria-autocomplete="list"
          aria-activedescendant={lines.length > 0 ? `${base}-${active}` : undefined}
          placeholder="Type a command, an event number, or the id of a message or tool call"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(undefined);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id={`${base}-list`} role="listbox" aria-label="Commands found" className={styles.list}>
          {sections.map((section) => (
            <div key={section.title} role="group" aria-labelledby={`${base}-${section.title}`}>
              <div id={`${base}-${section.title}`} className={styles.section} role="presentation">
                {section.title}
              </div>
              {section.items.map((item) => {
                const place = index++;
                return (
                  // The focus never leaves the field, which has the keys.
                  // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                  <div
                    key={item.id}
                    id={`${base}-${place}`}
                    data-index={place}
                    role="option"
                    aria-selected={place === active}
                    aria-disabled={item.unavailable !== undefined || undefined}
                    className={styles.item}
                    onMouseMove={() => setChosen(place)}
                    onClick={() => choose(item)}
                  >
                    <span className={styles.title}>{item.title}</span>
                    <span className={styles.detail}>{item.unavailable ?? item.detail}</span>
                    {item.shown !== undefined && <kbd>{item.shown}</kbd>}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
        <p role="status" aria-label="Commands listed" className={styles.foot}>
          {lines.length === 0 ? "Nothing fits what you typed." : plural(lines.length, "line")}
          {(more > 0 || entities.more) && " · type more to see the others"}
        </p>
      </div>
    </dialog>
  );
}
