import { memo } from "react";
import type { StepView } from "#src/reconstruction/types.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatDuration, plural } from "#src/ui/panels/event/format.ts";
import { durationBetween } from "./durationBetween.ts";
import { isBoundedBy } from "./rowOf.ts";
import type { StepsRow } from "./rows.ts";
import { SubagentLabel } from "./SubagentLabel.tsx";
import styles from "./runs.module.css";

/** Steps named on one line; more are counted. */
const NAMED = 6;

interface StepsLineProps {
  readonly row: StepsRow;
  readonly reading: Reading;
  /** The event at the cursor while pinned, else 0: the step that it began or ended is marked. */
  readonly touchedBy: number;
}

/** A thin line where steps begin: what they are called and how long they took. */
export const StepsLine = memo(function StepsLine({ row, reading, touchedBy }: StepsLineProps) {
  const { steps, subagent } = row;
  const shown = steps.length > NAMED ? steps.slice(0, NAMED - 1) : steps;
  const more = steps.length - shown.length;
  return (
    <div className={`${styles.boundary} ${styles.steps}`}>
      <span>{steps.length === 1 ? "step" : "steps"}</span>
      <SubagentLabel name={subagent} />
      {shown.map((step) => (
        <span key={step.startedBy} className={styles.step} aria-current={isBoundedBy(step, touchedBy) || undefined}>
          <code>{step.stepName}</code> {lasted(step, reading)}
          {step.startedBy > 0 && <EventLink seq={step.startedBy} what="began the step" />}
          {step.endedBy !== undefined && step.endedBy > 0 && <EventLink seq={step.endedBy} what="ended the step" />}
        </span>
      ))}
      {more > 0 && <span>and {plural(more, "more step")}</span>}
    </div>
  );
}, sameSteps);

function lasted({ status, startedBy, endedBy }: StepView, reading: Reading): string {
  if (status === "running" || endedBy === undefined) return "· not finished";
  const duration = durationBetween(reading, startedBy, endedBy);
  return duration === undefined ? "" : `· ${formatDuration(duration)}`;
}

function sameSteps(before: StepsLineProps, after: StepsLineProps): boolean {
  const [a, b] = [before.row, after.row];
  return (
    before.touchedBy === after.touchedBy &&
    before.reading === after.reading &&
    a.subagent === b.subagent &&
    a.steps.length === b.steps.length &&
    a.steps.every((step, place) => step === b.steps[place])
  );
}
