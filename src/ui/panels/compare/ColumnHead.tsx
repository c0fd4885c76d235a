import { useMemo } from "react";
import type { RunComparison } from "#src/analysis/compare/runComparison.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./Compare.module.css";
import { columnFigures, columnOrigin, columnSentence, phaseWord } from "./columnWords.ts";

interface ColumnHeadProps {
  readonly column: CompareColumn;
  readonly place: number;
  readonly comparison: RunComparison;
}

const TONES = { failed: "error", stopped: "warning", waiting: "warning", finished: "ok" } as const;

/** What stands above a column: which run it is and where it stands. */
export function ColumnHead({ column, place, comparison }: ColumnHeadProps) {
  const store = useScopeStore();
  const { status, title, remarks } = column;
  const { phase } = status;
  const isGrowing = phase === "connecting" || phase === "streaming";
  const figures = columnFigures(column, comparison.columns[place]);
  // Another column is another object; to judge a long run anew for each row that is chosen would take long.
  const sentence = useMemo(() => (isGrowing ? "" : columnSentence(column, location.href)), [isGrowing, column]);
  const origin = columnOrigin(column);
  const differences = comparison.rows.differencesIn(place);
  const hasRun = column.reading.log.exchanges[column.exchange]?.end !== undefined;
  return (
    <section className={styles.head} aria-label={`Column ${place + 1}: ${title}`}>
      <div className={styles.headLine}>
        <h3 title={title}>{title}</h3>
        <Pill tone={phase in TONES ? TONES[phase as keyof typeof TONES] : "info"}>{phaseWord(column)}</Pill>
        <span className={styles.push} />
        <Button
          size="sm"
          variant="ghost"
          icon="open"
          aria-label={`Open as recording: ${title}`}
          disabled={!hasRun}
          onClick={() => store.getState().openColumn(column.id)}
        />
      </div>
      {origin !== "" && (
        <p className={styles.address} title={origin}>
          {origin}
        </p>
      )}
      <p className={styles.figures}>
        {figures}
        {place > 0 && differences > 0 && (
          <span className={styles.count}>
            {figures !== "" && " · "}differs in {plural(differences, "row")}
          </span>
        )}
        {place === 0 && <span>{figures !== "" && " · "}the others are compared with it</span>}
      </p>
      {sentence !== "" && (
        <p className={styles.sentence} data-phase={phase} title={sentence}>
          {sentence}
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} className={styles.remark}>
          {remark}
        </p>
      ))}
    </section>
  );
}
