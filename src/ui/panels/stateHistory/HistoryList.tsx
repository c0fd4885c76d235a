import { useEffect, useRef, useState } from "react";
import { changeInForce } from "#src/reconstruction/valueHistory.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useSelectOnClick } from "#src/ui/panels/conversation/useSelectOnClick.ts";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { windowAround } from "#src/ui/panels/problems/rows.ts";
import { useView } from "#src/ui/useScope.ts";
import { HistoryRow } from "./HistoryRow.tsx";
import styles from "./StateHistoryPanel.module.css";
import { useValueHistory } from "./useValueHistory.ts";

/** Rows rendered at once. */
const SHOWN = 60;

/** Every event that set, moved or removed a value, in order. The one in force at the cursor is marked. */
export function HistoryList({ pointer }: { readonly pointer: string }) {
  const { at } = useView();
  const { changes, count, done, total, isStopped, stop, goOn } = useValueHistory(pointer);
  const box = useRef<HTMLDivElement>(null);
  useSelectOnClick(box);
  const current = Math.min(changeInForce(changes, at), count - 1);
  const [centre, setCentre] = useState(current);
  // The window follows the cursor, until another part of the list is asked for.
  const [followed, setFollowed] = useState(current);
  if (followed !== current) {
    setFollowed(current);
    setCentre(current);
  }
  useEffect(() => {
    if (current >= 0) box.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const { from, to } = windowAround(count, Math.max(0, centre), SHOWN);
  const searching = done < total;
  return (
    <>
      <div className={styles.status} role="status">
        {searching ? (
          <>
            <progress className={styles.progress} aria-label="Search of the recording" value={done} max={total} />
            <span>
              {isStopped && "Stopped: "}
              {formatCount(done)} of {plural(total, "state event")} searched, {plural(count, "change")} so far
            </span>
            <Button size="sm" variant="ghost" onClick={isStopped ? goOn : stop}>
              {isStopped ? "Go on" : "Cancel"}
            </Button>
          </>
        ) : (
          <span>
            {plural(count, "change")} in {plural(total, "state event")}
          </span>
        )}
      </div>
      <div ref={box} className={styles.list} role="region" aria-label="History" tabIndex={0}>
        {from > 0 && (
          <Button size="sm" variant="ghost" onClick={() => setCentre(Math.max(0, from - SHOWN / 2))}>
            {formatCount(from)} earlier
          </Button>
        )}
        <ol
          className={styles.rows}
          start={from + 1}
          aria-label={`Changes of ${pointer === "" ? "the state" : pointer}`}
        >
          {changes.slice(from, to).map((change, index) => (
            <HistoryRow
              key={from + index}
              change={change}
              before={from + index === 0 ? undefined : changes[from + index - 1]?.text}
              place={from + index === current ? "current" : from + index > current ? "later" : "earlier"}
            />
          ))}
        </ol>
        {to < count && (
          <Button size="sm" variant="ghost" onClick={() => setCentre(to + SHOWN / 2)}>
            {formatCount(count - to)} more
          </Button>
        )}
        {count === 0 && !searching && <p className={styles.none}>No event set this place.</p>}
      </div>
    </>
  );
}
