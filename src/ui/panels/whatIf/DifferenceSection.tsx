import type { ReactNode } from "react";
import { plural } from "#src/ui/panels/event/format.ts";
import rows from "#src/ui/panels/stateDiff/differences.module.css";
import styles from "./WhatIfPanel.module.css";

interface DifferenceSectionProps {
  readonly title: string;
  readonly count: number;
  readonly children: ReactNode;
}

/** One kind of differences under a heading; nothing where there are none. */
export function DifferenceSection({ title, count, children }: DifferenceSectionProps) {
  if (count === 0) return null;
  return (
    <section className={styles.section} aria-label={`${title}, what if`}>
      <h3 className={rows.heading}>
        {title}: {plural(count, "difference")}
      </h3>
      {children}
    </section>
  );
}
