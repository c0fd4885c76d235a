import { useState } from "react";
import type { BisectStep } from "#src/analysis/bisect/bisect.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import styles from "./BisectSheet.module.css";
import { describeCondition } from "./describeCondition.ts";
import { TurnList } from "./TurnList.tsx";
import type { Search } from "./useBisect.ts";

/** What was asked, what was answered, and what that says. */
export function BisectOutcome({ search, onStop }: { readonly search: Search; readonly onStop: () => void }) {
  const { bisect, condition, isStopped } = search;
  const { steps, result } = bisect;
  const [scanned, setScanned] = useState<Search["bisect"]>();
  return (
    <section className={styles.outcome} aria-label="What was found">
      <div className={styles.result} role="status">
        <p>
          <Verdict search={search} />
        </p>
        {result === undefined && !isStopped && (
          <Button size="sm" variant="ghost" onClick={onStop}>
            Cancel
          </Button>
        )}
      </div>
      <ol className={styles.steps} aria-label="Questions asked">
        {steps.map((step, index) => (
          <StepRow key={index} step={step} />
        ))}
      </ol>
      {result !== undefined && condition.kind === "state" && scanned !== bisect && (
        <p className={styles.hint}>
          The state may turn back and forth, so other turns may exist
          {result.kind === "turned" ? ", earlier ones too" : ""}.{" "}
          <Button size="sm" onClick={() => setScanned(bisect)}>
            Scan all state events
          </Button>
        </p>
      )}
      {scanned === bisect && <TurnList condition={condition} last={bisect.last} />}
    </section>
  );
}

function Verdict({ search: { bisect, condition, isStopped } }: { readonly search: Search }) {
  const what = describeCondition(condition);
  const { result, last, steps } = bisect;
  if (result === undefined) return isStopped ? "Stopped." : `Looking: ${plural(steps.length, "question")} so far.`;
  if (result.kind === "turned")
    return (
      <>
        <b>Event</b> <EventLink seq={result.seq} what="was found" />: after it {what}, after event {result.seq - 1} not.
      </>
    );
  if (result.kind === "from-start")
    return (
      <>
        <b>Before the first event</b> {what} already.
      </>
    );
  return (
    <>
      <b>Not after event {last}</b>, the last one{condition.kind === "state" ? " looked at" : ""}: it is not so that{" "}
      {what}.
    </>
  );
}

function StepRow({ step: { seq, answer } }: { readonly step: BisectStep }) {
  return (
    <li className={styles.step}>
      {seq === 0 ? (
        "before the first event"
      ) : (
        <>
          after <EventLink seq={seq} what="was asked about" />
        </>
      )}
      : <b className={answer ? styles.yes : styles.no}>{answer ? "yes" : "no"}</b>
    </li>
  );
}
