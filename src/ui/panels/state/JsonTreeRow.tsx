import type { CSSProperties } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import type { MenuPlace } from "#src/ui/components/Menu.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import type { Mark } from "./stateChange.ts";
import type { Ghost } from "./treeEntries.ts";
import { scalarText } from "./treeKeys.ts";
import { isContainer, MOST_LEVELS, sizeOf, type TreeRow } from "./treeRows.ts";
import jsonColors from "#src/ui/components/jsonColors.module.css";
import styles from "./JsonTree.module.css";

const SHOWN = 160;
const INDENT_PX = 14;

interface JsonTreeRowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly style: CSSProperties;
  readonly active: boolean;
  readonly mark: Mark | undefined;
  readonly onPress: () => void;
  readonly onToggle: () => void;
  readonly onActivate: (() => void) | undefined;
  /** Opens the menu of the value at a place on the screen; left out where there is none. */
  readonly onMenu: ((place: MenuPlace) => void) | undefined;
  /** What is searched for, to be marked; undefined for nothing. */
  readonly pattern: RegExp | undefined;
}

/** One line of a tree: name, value, and what the last change did to it. */
export function JsonTreeRow(props: JsonTreeRowProps) {
  const { id, row, style, active, mark, onPress, onToggle, onActivate, onMenu, pattern } = props;
  const { value, key, open, size } = row;
  const foldable = size !== undefined && size > 0;
  const level = Math.max(1, row.depth);
  // Keys are handled by the tree, which keeps the focus.
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      role="treeitem"
      aria-level={Math.max(1, row.path.length)}
      aria-expanded={foldable ? open : undefined}
      aria-selected={active}
      aria-posinset={row.position + 1}
      aria-setsize={row.siblings}
      className={active ? `${styles.line} ${styles.active}` : styles.line}
      style={{ ...style, paddingInlineStart: (level - 1) * INDENT_PX + 10 }}
      onClick={() => {
        onPress();
        if (foldable) onToggle();
        else onActivate?.();
      }}
      onContextMenu={(event) => {
        if (!onMenu) return;
        event.preventDefault();
        event.stopPropagation();
        onPress();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <span className={styles.fold}>{foldable && <Icon name={open ? "chevronDown" : "chevronRight"} size={10} />}</span>
      {key !== undefined && (
        <>
          <span className={row.inArray ? styles.index : styles.key}>
            {row.inArray ? key : <Found text={shortKey(key)} pattern={pattern} />}
          </span>
          {!(foldable && open) && <span className={styles.colon}>:</span>}
        </>
      )}
      {!(foldable && open) && (
        <span className={mark && mark.kind !== "inside" ? `${styles.value} ${styles.marked}` : styles.value}>
          <Preview value={value} pattern={pattern} />
        </span>
      )}
      {row.isDeepest && <span className={styles.size}>deeper than {MOST_LEVELS} levels: go in</span>}
      {mark && <MarkNote mark={mark} />}
      {onMenu && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.menuButton}
          aria-label="Actions"
          title="Actions for this value (Shift F10)"
          onClick={(event) => {
            event.stopPropagation();
            onPress();
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            onMenu({ x: left, y: bottom });
          }}
        >
          <Icon name="more" size={12} />
        </button>
      )}
    </div>
  );
}

function MarkNote({ mark }: { readonly mark: Mark }) {
  if (mark.kind === "inside") return <span className={styles.inside}>{formatCount(mark.count)} changed</span>;
  return (
    <>
      {mark.kind === "changed" && (
        <del className={styles.was}>
          <Preview value={mark.before} plain />
        </del>
      )}
      <span className={styles.setBy}>
        set by <EventLink seq={mark.seq} inComposite /> {mark.how}
      </span>
    </>
  );
}

interface GhostRowProps {
  readonly ghost: Ghost;
  /** Levels below the base of the tree. */
  readonly depth: number;
  readonly style: CSSProperties;
}

/** A member that the event removed: shown struck, once. */
export function GhostRow({ ghost, depth, style }: GhostRowProps) {
  return (
    <div
      role="treeitem"
      aria-level={ghost.path.length}
      aria-disabled="true"
      aria-selected="false"
      className={`${styles.line} ${styles.ghost}`}
      style={{ ...style, paddingInlineStart: (depth - 1) * INDENT_PX + 10 }}
    >
      <span className={styles.fold} />
      <del>
        {shortKey(ghost.path.at(-1) ?? "")}: <Preview value={ghost.before} plain />
      </del>
      <span className={styles.setBy}>removed</span>
    </div>
  );
}

interface PreviewProps {
  readonly value: JsonValue;
  readonly plain?: boolean;
  readonly pattern?: RegExp | undefined;
}

function Preview({ value, plain = false, pattern }: PreviewProps) {
  if (!isContainer(value))
    return (
      <span className={plain ? undefined : jsonColors[kindOf(value)]}>
        <Found text={scalarText(value, SHOWN)} pattern={pattern} />
      </span>
    );
  const size = sizeOf(value);
  const isArray = Array.isArray(value);
  if (size === 0) return <span className={styles.brackets}>{isArray ? "[]" : "{}"}</span>;
  return (
    <span className={styles.brackets}>
      {isArray ? "[…]" : "{…}"} <span className={styles.size}>{formatCount(size)}</span>
    </span>
  );
}

/** A text with the first place marked where a pattern finds something. */
function Found({ text, pattern }: { readonly text: string; readonly pattern: RegExp | undefined }) {
  const match = pattern?.exec(text);
  if (!match) return text;
  const end = match.index + match[0].length;
  return (
    <>
      {text.slice(0, match.index)}
      <mark className={styles.found}>{match[0]}</mark>
      {text.slice(end)}
    </>
  );
}

function kindOf(value: JsonValue): "string" | "number" | "word" {
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "word";
}

function shortKey(key: string): string {
  const shown = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  // A name that could be misread is written as JSON writes it.
  return /^[\p{L}\p{N}_$.@/-]+(?: [\p{L}\p{N}_$.@/-]+)*$/u.test(shown) ? shown : JSON.stringify(shown);
}
