import { useEffect, useId, useLayoutEffect, useRef, type CSSProperties, type ReactNode, type RefObject } from "react";
import { Button } from "./Button.tsx";
import styles from "./Sheet.module.css";

interface SheetProps {
  readonly title: string;
  /** A few words after the title. */
  readonly note: ReactNode;
  /** Buttons before the one that closes. */
  readonly actions?: ReactNode;
  /** Accessible name of the button that closes. */
  readonly closeLabel: string;
  /** Size and, with `style`, place. */
  readonly className: string | undefined;
  readonly style?: CSSProperties | undefined;
  /** What takes the focus, as a selector; without one, or where it finds nothing, whatever asks for it by itself. */
  readonly initialFocus?: string;
  /** Takes the focus afterwards, where what had it before is gone. */
  readonly opener: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A popover with a title. It is no modal: the rest stays in use while it is open, and the top layer spares it the clipping of the
 * panels around it.
 */
export function Sheet(props: SheetProps) {
  const { title, note, actions, closeLabel, className = "", style, initialFocus, opener, onClose, children } = props;
  const titleId = useId();
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = sheet.current;
    const before = document.activeElement;
    const openedBy = opener.current;
    element?.showPopover();
    return () => {
      const has = document.activeElement;
      if (has !== document.body && !element?.contains(has)) return;
      if (before instanceof HTMLElement && before !== document.body && before.isConnected) before.focus();
      else openedBy?.focus();
    };
  }, [opener]);
  useEffect(() => {
    if (initialFocus === undefined) return;
    const first = sheet.current?.querySelector<HTMLElement>(initialFocus) ?? sheet.current;
    first?.focus();
  }, [initialFocus]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // Monaco takes the Escape that closes one of its own widgets.
      if (event.key !== "Escape" || event.defaultPrevented) return;
      // Where the focused row was just removed, the focus is nowhere, and Escape is still meant for the sheet.
      const isHere = event.target === document.body || sheet.current?.contains(event.target as Node) === true;
      if (!isHere) return;
      // Escape also stops a run.
      event.stopPropagation();
      onClose();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  return (
    <div
      ref={sheet}
      popover="manual"
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      className={`${styles.sheet} ${className}`}
      style={style}
    >
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title} title={title}>
          {title}
        </h2>
        <span className={styles.note}>{note}</span>
        {actions}
        <Button size="sm" variant="ghost" icon="close" aria-label={closeLabel} onClick={onClose} />
      </div>
      {children}
    </div>
  );
}
