import { useState } from "react";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { ShowMore } from "#src/ui/panels/event/ShowMore.tsx";
import styles from "./BisectSheet.module.css";
import { useTurns } from "./useTurns.ts";

/** Rows at first, and with each press on the button below them. */
const SHOWN = 50;

/** Every event after which a condition of the state turned true or false. */
export function TurnList({ condition, last }: { readonly condition: Condition; readonly last: number }) {
  const known = useTurns(condition, last);
  const [shown, setShown] = useState(SHOWN);
  if (!known) return null;
  const { scan, count, isOver } = known;
  const { done, total } = scan.progress;
  return (
    <>
      <p className={styles.hint} role="status">
        {isOver
          ? `${plural(count, "turn")} in ${plural(total, "state event")}.`
          : `${formatCount(done)} of ${plural(total, "state event")} scanned, ${plural(count, "turn")} so far.`}
      </p>
      <ol className={styles.steps} aria-label="All turns">
        {scan.turns.slice(0, Math.min(shown, count)).map(({ seq, answer }) => (
          <li key={seq} className={styles.step}>
            <EventLink seq={seq} what="turned it" /> became{" "}
            <b className={answer ? styles.yes : styles.no}>{answer ? "true" : "false"}</b>
          </li>
        ))}
      </ol>
      <ShowMore count={count} shown={shown} step={SHOWN} onShow={setShown} />
    </>
  );
}
