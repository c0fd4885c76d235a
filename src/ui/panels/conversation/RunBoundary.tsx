import { memo } from "react";
import type { RunView } from "#src/reconstruction/types.ts";
import { Icon, type IconName } from "#src/ui/components/Icon.tsx";
import { AllEventsLink } from "#src/ui/panels/event/AllEventsLink.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { filterTerm } from "#src/ui/panels/event/filterTerm.ts";
import { JsonBlock } from "./JsonBlock.tsx";
import type { RunEndRow, RunStartRow } from "./rows.ts";
import styles from "./runs.module.css";

interface BoundaryProps<Row> {
  readonly row: Row;
  /** True where the event at the cursor made it. */
  readonly touched: boolean;
}

type Ended = Exclude<RunView["status"], "running">;

const OUTCOMES: Readonly<Record<Ended, readonly [icon: IconName, words: string]>> = {
  success: ["check", "success"],
  interrupt: ["alert", "interrupt"],
  cancelled: ["stop", "cancelled"],
  error: ["cross", "error"],
  truncated: ["alert", "the stream ended before the run did"],
};

/** A thin line where a run begins. */
export const RunStart = memo(function RunStart({ row, touched }: BoundaryProps<RunStartRow>) {
  const { run, number } = row;
  return (
    <div className={styles.boundary} aria-current={touched || undefined}>
      <span>Run {number}</span>
      <code>{run.runId ?? "without an id"}</code>
      {run.startedBy > 0 && <EventLink seq={run.startedBy} what="began it" />}
      {run.startedBy > 0 && run.runId !== undefined && <AllEventsLink term={filterTerm("run", run.runId)} />}
    </div>
  );
}, sameRow);

/** How a run ended: a thin line, or a card where there is something to act on. */
export const RunEnd = memo(function RunEnd({ row, touched }: BoundaryProps<RunEndRow>) {
  const { run, number, interrupts } = row;
  if (run.status === "running") return null;
  const [icon, words] = OUTCOMES[run.status];
  const quiet = run.status === "success" && run.result === undefined;
  return (
    <div
      className={quiet ? styles.end : `${styles.end} ${styles.card} ${styles[run.status]}`}
      data-seq={quiet ? undefined : run.endedBy}
      aria-current={touched || undefined}
    >
      <div className={styles.outcome}>
        <Icon name={icon} />
        <span>
          Run {number}: {words}
        </span>
        {run.error?.code !== undefined && <code>{run.error.code}</code>}
        {run.endedBy !== undefined && run.endedBy > 0 && <EventLink seq={run.endedBy} />}
      </div>
      {run.error && <p className={styles.message}>{run.error.message}</p>}
      {run.result !== undefined && (
        <div className={styles.detail}>
          <span>result</span>
          <JsonBlock value={run.result} />
        </div>
      )}
      {interrupts.map((interrupt) => (
        <div key={interrupt.id} className={styles.detail}>
          <span>
            <code>{interrupt.id}</code> · {interrupt.reason}
            {interrupt.toolCallId === undefined ? "" : ` · for ${interrupt.toolCallId}`}
            {interrupt.expiresAt === undefined ? "" : ` · expires ${interrupt.expiresAt}`}
          </span>
          {interrupt.message !== undefined && <p className={styles.message}>{interrupt.message}</p>}
        </div>
      ))}
    </div>
  );
}, sameRow);

function sameRow(
  before: BoundaryProps<RunStartRow | RunEndRow>,
  after: BoundaryProps<RunStartRow | RunEndRow>,
): boolean {
  const [a, b] = [before.row, after.row];
  const waits = a.kind === "run-end" && b.kind === "run-end" ? a.interrupts === b.interrupts : true;
  return before.touched === after.touched && a.run === b.run && a.number === b.number && waits;
}
