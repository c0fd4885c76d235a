import { memo } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { SubagentView } from "#src/reconstruction/types.ts";
import { Pill } from "#src/ui/components/Pill.tsx";
import { AllEventsLink } from "#src/ui/panels/event/AllEventsLink.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { filterTerm } from "#src/ui/panels/event/filterTerm.ts";
import { formatDuration } from "#src/ui/panels/event/format.ts";
import { durationBetween } from "./durationBetween.ts";
import { JsonBlock } from "./JsonBlock.tsx";
import type { SubagentRow } from "./rows.ts";
import { SubagentLabel } from "./SubagentLabel.tsx";
import styles from "./runs.module.css";

interface SubagentLineProps {
  readonly row: SubagentRow;
  readonly reading: Reading;
  /** True where the event at the cursor began or ended it. */
  readonly touched: boolean;
}

const PILLS = {
  running: ["warning", "running"],
  success: ["ok", "success"],
  suspended: ["warning", "suspended"],
  error: ["error", "error"],
} as const satisfies Readonly<Record<SubagentView["status"], readonly [string, string]>>;

/** Where a subagent began: what it is called, who began it, how it stands and what it gave back. Nested ones stand further in. */
export const SubagentLine = memo(function SubagentLine({ row, reading, touched }: SubagentLineProps) {
  const { view, subagent, depth } = row;
  const { subagentRunId, name, description, status, error, result, interruptIds, startedBy, endedBy } = view;
  const [tone, word] = PILLS[status];
  const duration = endedBy === undefined ? undefined : durationBetween(reading, startedBy, endedBy);
  return (
    <article
      className={styles.subagent}
      style={{ marginInlineStart: `${depth * 14}px` }}
      data-seq={startedBy || undefined}
      aria-label={`subagent ${name}`}
      aria-current={touched || undefined}
    >
      <div className={styles.subagentHead}>
        <span>subagent</span>
        <SubagentLabel name={name} />
        <code title={description}>{subagentRunId}</code>
        {subagent !== undefined && (
          <>
            <span>in</span>
            <SubagentLabel name={subagent} />
          </>
        )}
        <Pill tone={tone}>
          {word}
          {duration === undefined ? "" : ` · ${formatDuration(duration)}`}
        </Pill>
        {startedBy > 0 && <EventLink seq={startedBy} what="began the subagent" />}
        {endedBy !== undefined && <EventLink seq={endedBy} what="ended the subagent" />}
        <AllEventsLink term={filterTerm("subagent", subagentRunId)} />
      </div>
      {error && (
        <p className={styles.message}>
          {error.code !== undefined && <code>{error.code} </code>}
          {error.message}
        </p>
      )}
      {interruptIds.length > 0 && <p className={styles.message}>waits for {interruptIds.join(", ")}</p>}
      {result !== undefined && <JsonBlock value={result} />}
    </article>
  );
}, sameSubagent);

function sameSubagent(before: SubagentLineProps, after: SubagentLineProps): boolean {
  const [a, b] = [before.row, after.row];
  return (
    before.touched === after.touched &&
    before.reading === after.reading &&
    a.view === b.view &&
    a.subagent === b.subagent &&
    a.depth === b.depth
  );
}
