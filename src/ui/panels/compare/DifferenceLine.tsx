import type { RunComparison } from "#src/analysis/compare/runComparison.ts";
import type { CompareColumn } from "#src/store/compareTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import styles from "./Compare.module.css";

interface DifferenceLineProps {
  readonly comparison: RunComparison;
  readonly columns: readonly CompareColumn[];
  readonly active: number;
  readonly onGo: (row: number) => void;
}

/** The first place where a column differs, and the ways to it and to the others. */
export function DifferenceLine({ comparison, columns, active, onGo }: DifferenceLineProps) {
  const { rows, firstDifference: first } = comparison;
  const { differences } = rows;
  if (!first) {
    const isGrowing = columns.some(({ status: { phase } }) => phase === "connecting" || phase === "streaming");
    return (
      <div className={styles.line} role="status" aria-label="First difference">
        {rows.isOver && !isGrowing ? (
          <>
            <Icon name="check" size={14} />
            <span>No difference in {plural(rows.length, "row")}. Ids, times and how a text was cut do not count.</span>
          </>
        ) : (
          <span>No difference so far.</span>
        )}
      </div>
    );
  }
  const { leftSeq, rightSeq, column, sentence } = first;
  const where = [
    ...(rightSeq === undefined ? [] : [`event ${rightSeq}`]),
    ...(leftSeq === undefined ? [] : [`event ${leftSeq} of the first column`]),
  ].join(", ");
  // How many of them are at or before the chosen row.
  const passed = active < 0 ? 0 : differences.upperBound(active);
  const isAtOne = passed > 0 && differences.at(passed - 1) === active;
  const before = passed - (isAtOne ? 2 : 1);
  return (
    <div className={styles.line}>
      <button type="button" className={styles.first} data-first-difference onClick={() => onGo(first.row)}>
        <Icon name="notEqual" size={14} />
        <b>First difference</b>
        <span>
          {columns[column]?.title}: {sentence} <i>({where})</i>
        </span>
      </button>
      <span className={styles.of}>
        {isAtOne ? `${formatCount(passed)} of ` : ""}
        {plural(differences.length, "difference")}
      </span>
      <Button
        size="sm"
        variant="ghost"
        icon="chevronUp"
        aria-label="Previous difference"
        disabled={before < 0}
        onClick={() => onGo(differences.at(before))}
      />
      <Button
        size="sm"
        variant="ghost"
        icon="chevronDown"
        aria-label="Next difference"
        disabled={passed === differences.length}
        onClick={() => onGo(differences.at(passed))}
      />
    </div>
  );
}
