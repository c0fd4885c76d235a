import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { getPointer } from "#src/lib/jsonPointer.ts";
import { Button } from "#src/ui/components/Button.tsx";
import type { MenuPlace } from "#src/ui/components/Menu.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { setOpen, type Expansion } from "./expansion.ts";
import { JsonTreeRow, GhostRow } from "./JsonTreeRow.tsx";
import { baseFor, layoutTree, type Ghost } from "./treeEntries.ts";
import { firstIn, treeKey } from "./treeKeys.ts";
import { isContainer, MOST_LEVELS } from "./treeRows.ts";
import type { StateChange } from "./stateChange.ts";
import styles from "./JsonTree.module.css";

/** Height of a line. CSS pixels. */
const LINE = 20;
/** Lines rendered beyond each edge. */
const OVERSCAN = 8;
/** Browsers clamp taller elements, on screens of two device pixels at 16.7 million. Beyond it the rest cannot be scrolled to. */
const TALLEST = 16_000_000;

interface JsonTreeProps {
  readonly value: JsonValue;
  /** Accessible name. */
  readonly label: string;
  readonly expansion: Expansion;
  readonly onExpansion: (expansion: Expansion) => void;
  readonly active: readonly string[] | undefined;
  readonly onActive: (path: readonly string[]) => void;
  /** Enter or a click on a value. */
  readonly onActivate?: (path: readonly string[]) => void;
  readonly ghosts?: readonly Ghost[];
  /** What the last change did to a row. */
  readonly markOf?: StateChange["markOf"];
  /** Opens the menu of a value at a place on the screen. */
  readonly onMenu?: (path: readonly string[], place: MenuPlace) => void;
  /** What is searched for, to be marked in the rows. */
  readonly pattern?: RegExp | undefined;
}

const NO_GHOSTS: readonly Ghost[] = [];
const NO_MARK = (): undefined => undefined;
const NO_BASE: readonly string[] = [];

/** A JSON value as a tree of which only the visible lines are rendered, however large it is. */
export function JsonTree(props: JsonTreeProps) {
  const {
    value,
    label,
    expansion,
    onExpansion,
    active,
    onActive,
    onActivate,
    ghosts = NO_GHOSTS,
    markOf = NO_MARK,
    onMenu,
    pattern,
  } = props;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { top, height } = useViewport(box);
  const wanted = baseFor(active);
  const base = wanted.length > 0 && isContainer(getPointer(value, wanted) ?? null) ? wanted : NO_BASE;
  const layout = layoutTree(value, expansion, ghosts, base);
  const from = Math.max(0, Math.floor(top / LINE) - OVERSCAN);
  const to = Math.min(layout.length, Math.ceil((top + height) / LINE) + OVERSCAN);
  const entries = layout.slice(from, to);
  const activeIndex = active && layout.indexOf(active);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || activeIndex === undefined) return;
    const line = activeIndex * LINE;
    if (line < element.scrollTop) element.scrollTop = line;
    else if (line + LINE > element.scrollTop + element.clientHeight)
      element.scrollTop = line + LINE - element.clientHeight;
    // Only a move of the active row scrolls; growth around it does not.
    // eslint-disable-next-line react/exhaustive-deps
  }, [active]);
  const menuOfActive = (): void => {
    const element = box.current;
    if (!onMenu || !active || !element || activeIndex === undefined) return;
    const { left, top: edge, height: tall } = element.getBoundingClientRect();
    const below = edge + (activeIndex + 1) * LINE - element.scrollTop;
    onMenu(active, { x: left + 40, y: Math.max(edge, Math.min(below, edge + tall)) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      return menuOfActive();
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = treeKey(event.key, layout, expansion, active);
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    if (move.active) onActive(move.active);
    if (move.expansion) onExpansion(move.expansion);
    if (move.activated) onActivate?.(move.activated);
  };
  const shown = activeIndex !== undefined && activeIndex >= from && activeIndex < to;
  const tree = (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      aria-activedescendant={shown ? `${id}-${activeIndex}` : undefined}
      tabIndex={0}
      className={styles.tree}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        if (!onMenu || event.target !== box.current) return;
        event.preventDefault();
        // The key for it makes this event, too; a press beside the rows has a pointer's place and means none of them.
        if (event.button !== 2) menuOfActive();
      }}
    >
      <div role="none" className={styles.sheet} style={{ height: Math.min(layout.length * LINE, TALLEST) }}>
        {entries.map((entry) => {
          const style = { transform: `translateY(${entry.index * LINE}px)` };
          return entry.kind === "ghost" ? (
            <GhostRow key={entry.index} ghost={entry.ghost} depth={entry.depth} style={style} />
          ) : (
            <JsonTreeRow
              key={entry.index}
              id={`${id}-${entry.index}`}
              row={entry.row}
              style={style}
              active={entry.index === activeIndex}
              mark={markOf(entry.row.path, entry.row.open)}
              onPress={() => onActive(entry.row.path)}
              onToggle={() => {
                if (entry.row.isDeepest) onActive(firstIn(entry.row));
                else onExpansion(setOpen(expansion, entry.row.path, !entry.row.open));
              }}
              onActivate={onActivate && (() => onActivate(entry.row.path))}
              onMenu={onMenu && ((place) => onMenu(entry.row.path, place))}
              pattern={pattern}
            />
          );
        })}
      </div>
    </div>
  );
  // Always in the same place, so that it keeps its focus and its scroll position when the base changes.
  return (
    <>
      {base.length > 0 && <BaseBar base={base} onActive={onActive} />}
      {tree}
    </>
  );
}

interface BaseBarProps {
  readonly base: readonly string[];
  readonly onActive: (path: readonly string[]) => void;
}

/** Says that a tree begins far below the root of its document, and leads back. */
function BaseBar({ base, onActive }: BaseBarProps) {
  return (
    <div className={styles.base}>
      <span>Shown from level {formatCount(base.length)}</span>
      <Button size="sm" variant="ghost" onClick={() => onActive(base)}>
        Up {MOST_LEVELS} levels
      </Button>
      <Button size="sm" variant="ghost" onClick={() => onActive(base.slice(0, 1))}>
        To the top
      </Button>
    </div>
  );
}

/** Which part of a scrolling box is visible. CSS pixels. */
function useViewport(box: React.RefObject<HTMLElement | null>): { readonly top: number; readonly height: number } {
  const [viewport, setViewport] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const read = (): void => {
      const next = { top: element.scrollTop, height: element.clientHeight };
      setViewport((last) => (last.top === next.top && last.height === next.height ? last : next));
    };
    // It tells at once, when the browser has just measured: asking before that would cost a layout of its own.
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [box]);
  return viewport;
}
