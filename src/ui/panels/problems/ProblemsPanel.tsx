import { useEffect, useMemo, useRef, useState } from "react";
import type { Severity } from "#src/protocol/lint/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useSelectOnClick } from "#src/ui/panels/conversation/useSelectOnClick.ts";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { FindingCard, SEVERITY_ICONS } from "./FindingCard.tsx";
import { RuleBar } from "./RuleBar.tsx";
import { firstAfter, problemRows, SEVERITIES, windowAround } from "./rows.ts";
import panel from "#src/ui/components/panel.module.css";
import styles from "./ProblemsPanel.module.css";

/** Cards rendered at once. */
const SHOWN = 100;

/** Everything that was found wrong, by event. What lies after the cursor is marked as later. */
export function ProblemsPanel() {
  const reading = useReading();
  const revision = useScope((state) => state.viewRevision);
  const seq = useView().at;
  const total = useScope((state) => state.viewLength);
  const [hidden, setHidden] = useState<ReadonlySet<Severity>>(new Set());
  const [centre, setCentre] = useState(0);
  const [rule, setRule] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  useSelectOnClick(box);
  const revealing = useScope((state) => state.revealing);
  const endReveal = useScope((state) => state.endReveal);
  useEffect(() => {
    if (revealing?.kind !== "rule") return;
    endReveal();
    setRule(revealing.id);
    box.current?.focus({ preventScroll: true });
  }, [revealing, endReveal]);
  const rows = useMemo(
    () => problemRows(reading.findings, new Set(SEVERITIES.filter((severity) => !hidden.has(severity))), rule),
    // The list of findings grows in place.
    // oxlint-disable-next-line react/exhaustive-deps
    [reading, revision, hidden, rule],
  );
  const reached = firstAfter(rows, seq);
  // A pinned cursor far from what is shown takes the window along.
  useEffect(() => setCentre(Math.max(0, reached - 1)), [reached]);
  const { from, to } = windowAround(rows.length, centre, SHOWN);
  if (reading.findings.length === 0)
    return total === 0 ? (
      <EmptyState title="No events yet">Problems of the stream show here as they are found.</EmptyState>
    ) : (
      <EmptyState icon="check" title={`No problems found in ${plural(total, "event")}`} />
    );
  const showAllRules = (): void => {
    setRule(undefined);
    box.current?.focus({ preventScroll: true });
  };
  const toggle = (severity: Severity): void => {
    const next = new Set(hidden);
    if (!next.delete(severity)) next.add(severity);
    setHidden(next);
  };
  return (
    <div className={panel.panel}>
      {rule !== undefined && <RuleBar id={rule} count={rows.length} onClose={showAllRules} />}
      <div
        className={`${panel.bar} ${styles.bar}`}
        role="group"
        aria-label="Severities shown"
        hidden={rule !== undefined}
      >
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            className={`${styles.chip} ${styles[severity]}`}
            aria-pressed={!hidden.has(severity)}
            onClick={() => toggle(severity)}
          >
            <Icon name={SEVERITY_ICONS[severity]} size={12} />
            {severity} {formatCount(reading.findingCounts[severity])}
          </button>
        ))}
        {reached < rows.length && (
          <span className={styles.later} title="After the event at the cursor">
            {formatCount(rows.length - reached)} later
          </span>
        )}
      </div>
      <div ref={box} className={styles.list} role="region" aria-label="Problems found" tabIndex={0}>
        {from > 0 && (
          <Button size="sm" variant="ghost" onClick={() => setCentre(Math.max(0, from - SHOWN / 2))}>
            {formatCount(from)} earlier
          </Button>
        )}
        {rows.slice(from, to).map((finding, index) => (
          <div key={from + index} className={styles.row}>
            <FindingCard finding={finding} future={finding.seq > seq} />
          </div>
        ))}
        {rows.length === 0 && (
          <p className={styles.none}>
            {rule === undefined
              ? "All problems are of a severity that is switched off above."
              : "This recording has no problem of the rule: choose Show all rules for the others."}
          </p>
        )}
        {to < rows.length && (
          <Button size="sm" variant="ghost" onClick={() => setCentre(to + SHOWN / 2)}>
            {formatCount(rows.length - to)} more
          </Button>
        )}
      </div>
    </div>
  );
}
