import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Menu.module.css";

/** One line of a menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon: IconName;
  readonly disabled?: boolean;
  /** A line above it. */
  readonly startsGroup?: boolean;
  readonly run: () => void;
}

/** Where a menu opens, in CSS pixels of the viewport: at the pointer, or below what it belongs to. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

interface MenuProps {
  /** Accessible name. */
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly place: MenuPlace;
  /** `isDone`: an item was chosen, or the user turned back; the focus belongs to what opened it. False when it went elsewhere. */
  readonly onClose: (isDone: boolean) => void;
}

/** Pixels to the edge of the window. */
const MARGIN = 6;

/** A menu after the ARIA pattern: arrows, Home, End, first letters, Enter, Escape. It lies in the top layer, so no panel clips it. */
export function Menu({ label, items, place, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null);
  const [position, setPosition] = useState(place);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.showPopover();
    const { width, height } = element.getBoundingClientRect();
    const x = Math.max(MARGIN, Math.min(place.x, innerWidth - width - MARGIN));
    const y = Math.max(MARGIN, Math.min(place.y, innerHeight - height - MARGIN));
    setPosition({ x, y });
    element.querySelector<HTMLElement>("[role=menuitem]:not([aria-disabled=true])")?.focus({ preventScroll: true });
  }, [place]);
  useEffect(() => {
    const onPress = (event: Event): void => {
      if (!box.current?.contains(event.target as Node)) onClose(false);
    };
    const onResize = (): void => onClose(false);
    document.addEventListener("pointerdown", onPress, true);
    window.addEventListener("resize", onResize);
    return () => {
      document.removeEventListener("pointerdown", onPress, true);
      window.removeEventListener("resize", onResize);
    };
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    // No key that is pressed here means anything to the page.
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose(true);
      return;
    }
    const next = nextIndex(event.key, items, focusedIndex(box.current));
    if (next === undefined) return;
    event.preventDefault();
    itemsIn(box.current)[next]?.focus();
  };
  return (
    <div
      ref={box}
      popover="manual"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={styles.menu}
      style={{ left: position.x, top: position.y }}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => event.preventDefault()}
    >
      {items.map(({ label: text, icon, disabled = false, startsGroup = false, run }) => (
        <button
          key={text}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={disabled}
          className={startsGroup ? `${styles.item} ${styles.group}` : styles.item}
          onClick={() => {
            if (disabled) return;
            run();
            onClose(true);
          }}
        >
          <Icon name={icon} /> {text}
        </button>
      ))}
    </div>
  );
}

const itemsIn = (box: HTMLElement | null): HTMLElement[] => [
  ...(box?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? []),
];

const focusedIndex = (box: HTMLElement | null): number =>
  itemsIn(box).findIndex((item) => item === document.activeElement);

/** The item that a key leads to. Disabled ones are reached, too: they are there to be read. */
function nextIndex(key: string, items: readonly MenuItem[], at: number): number | undefined {
  const count = items.length;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key.length !== 1 || key === " ") return undefined;
  const letter = key.toLowerCase();
  for (let step = 1; step <= count; step++) {
    const index = (at + step) % count;
    if (items[index]?.label.toLowerCase().startsWith(letter) === true) return index;
  }
  return undefined;
}
