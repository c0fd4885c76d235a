import type { ValueChange } from "#src/reconstruction/valueHistory.ts";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatMs } from "#src/ui/panels/event/format.ts";
import { useReading } from "#src/ui/useScope.ts";
import styles from "./StateHistoryPanel.module.css";

interface HistoryRowProps {
  readonly change: ValueChange;
  /** The value before, as text; undefined when nothing was there. */
  readonly before: string | undefined;
  /** Where the row stands against the cursor. */
  readonly place: "earlier" | "current" | "later";
}

const WORDS: Readonly<Record<ValueChange["kind"], string>> = {
  added: "added",
  set: "set",
  inside: "changed inside",
  "moved-here": "moved here",
  "moved-away": "moved away",
  shifted: "shifted",
  removed: "removed",
};

/** One change of a value: which event, when, how, and what to. */
export function HistoryRow({ change, before, place }: HistoryRowProps) {
  const reading = useReading();
  const { seq, kind, by, other, text } = change;
  // Where a part changed, what is cut short looks the same before and after.
  const replaced = kind === "inside" ? undefined : before;
  return (
    <li
      className={`${styles.row} ${styles[place]}`}
      data-seq={seq}
      aria-current={place === "current" ? "true" : undefined}
    >
      <span className={styles.who}>
        {by === "request" && <span className={styles.note}>request {seq > 0 && "before "}</span>}
        {seq > 0 && <EventLink seq={seq} what={by === "request" ? "the request came before" : "changed it"} />}
      </span>
      <span className={styles.when}>{seq > 0 && by !== "request" && formatMs(reading.log.timeOf(seq))}</span>
      <span className={styles.how}>
        {WORDS[kind]}
        {other !== undefined && <code> {kind === "moved-here" ? `from ${other}` : `to ${other}`}</code>}
        {by === "snapshot" && <span className={styles.note}> by a snapshot</span>}
      </span>
      <span className={styles.change}>
        {replaced !== undefined && <del>{replaced}</del>}
        {replaced !== undefined && text !== undefined && <span aria-label="became">→</span>}
        {text !== undefined && <ins>{text}</ins>}
      </span>
    </li>
  );
}
