import styles from "./TimelinePanel.module.css";

/** Where the cursor stands among rows that do not include its event. `top` is in pixels from the first row that is drawn. */
export function CursorLine({ seq, top }: { readonly seq: number; readonly top: number }) {
  return (
    <div aria-hidden="true" className={styles.cursorLine} style={{ transform: `translateY(${top}px)` }}>
      <span>cursor at {seq}, filtered out</span>
    </div>
  );
}
