import { memo } from "react";
import type { LiveRunRow } from "#src/run/live/types.ts";
import { Pill } from "#src/ui/components/Pill.tsx";
import { formatCount, formatDuration, plural } from "#src/ui/panels/event/format.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { callStatus, clockTime } from "./rowTexts.ts";
import styles from "./LiveRuns.module.css";

/** What a call is for, where its path may be cut before it says so. */
const KIND_WORDS: Readonly<Record<LiveRunRow["kind"], string>> = {
  run: "",
  other: "",
  info: "info · ",
  connect: "connect · ",
};

interface LiveRunRowViewProps {
  readonly run: LiveRunRow;
  readonly rowIndex: number;
  readonly isTabStop: boolean;
}

/** One call. The grid opens it by a click anywhere; its link is what the keyboard reaches. */
export const LiveRunRowView = memo(function LiveRunRowView({ run, rowIndex, isTabStop }: LiveRunRowViewProps) {
  const store = useScopeStore();
  const open = (): void => store.getState().openRun(run.id);
  const { word, tone } = callStatus(run);
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      className={styles.row}
      data-quiet={run.kind === "info" || undefined}
      data-run={run.id}
    >
      <span role="gridcell" className={styles.faint} title={new Date(run.startedAt).toLocaleString()}>
        {clockTime(run.startedAt)}
      </span>
      <span role="gridcell" title={`${run.method} ${run.url}`}>
        <a href="#/" className={styles.link} tabIndex={isTabStop ? 0 : -1} onClick={open}>
          <b>{run.method}</b> {KIND_WORDS[run.kind]}
          {run.path}
        </a>
      </span>
      <span role="gridcell" className={styles.client} title={run.clientDetail}>
        {run.client}
        {run.recorder === "tap" && " · tap"}
      </span>
      <span role="gridcell" title={run.threadId}>
        {run.threadId}
      </span>
      <span role="gridcell" className={styles.run} title={run.runId}>
        {run.runId}
      </span>
      <span role="gridcell" title={run.detail}>
        <Pill tone={tone}>{word}</Pill>
      </span>
      <span role="gridcell" className={styles.number}>
        {formatCount(run.events)}
      </span>
      <span role="gridcell" className={styles.number}>
        {run.duration === undefined ? "" : formatDuration(run.duration)}
      </span>
      <span role="gridcell" className={styles.problems}>
        {run.errors > 0 && (
          <Pill tone="error" label={plural(run.errors, "error")}>
            {run.errors}
          </Pill>
        )}
        {run.warnings > 0 && (
          <Pill tone="warning" label={plural(run.warnings, "warning")}>
            {run.warnings}
          </Pill>
        )}
      </span>
    </div>
  );
});
