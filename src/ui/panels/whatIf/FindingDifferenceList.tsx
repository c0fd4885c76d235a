import type { FindingDifference } from "#src/analysis/whatIf/findingDifferences.ts";
import { findRule } from "#src/protocol/lint/catalog.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { LongList } from "#src/ui/panels/event/LongList.tsx";
import { SEVERITY_ICONS } from "#src/ui/panels/problems/FindingCard.tsx";
import rows from "#src/ui/panels/stateDiff/differences.module.css";
import { DifferenceSection } from "./DifferenceSection.tsx";
import { countUpTo } from "./countUpTo.ts";
import styles from "./WhatIfPanel.module.css";

/** Rows at first, and with each press on the button below them. */
const SHOWN = 50;

interface FindingDifferenceListProps {
  /** In the order of their events. */
  readonly findings: readonly FindingDifference[];
  /** The event up to which they are shown. */
  readonly at: number;
}

/** Problems that would not be there up to an event, and those that would be there instead. */
export function FindingDifferenceList({ findings, at }: FindingDifferenceListProps) {
  const count = countUpTo(findings, at);
  const later = findings.length - count;
  return (
    <>
      <DifferenceSection title="Problems" count={count}>
        <LongList
          items={findings}
          count={count}
          step={SHOWN}
          className={rows.list}
          renderItem={({ kind, finding }, index) => (
            <li key={index} className={rows.row}>
              <span className={`${rows.kind} ${kind === "vanished" ? rows.good : rows.bad}`}>{kind}</span>
              <span className={styles.what}>
                <Icon name={SEVERITY_ICONS[finding.severity]} size={12} />
                {finding.severity} <b>{findRule(finding.rule)?.title ?? finding.rule}</b>
                {finding.seq > 0 && <EventLink seq={finding.seq} />}
              </span>
              <span className={styles.message}>{finding.message}</span>
            </li>
          )}
        />
      </DifferenceSection>
      {later > 0 && (
        <p className={styles.none}>{plural(later, "more problem")} would vanish or appear after the cursor.</p>
      )}
    </>
  );
}
