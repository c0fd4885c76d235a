import { useRef } from "react";
import type { RuleProblem } from "#src/run/turn/ruleCondition.ts";
import controls from "#src/ui/components/controls.module.css";
import { MistakeMarks } from "#src/ui/components/MistakeMarks.tsx";
import styles from "./loop.module.css";

interface ExpressionFieldProps {
  readonly label: string;
  readonly value: string;
  /** Where it is wrong. */
  readonly place: RuleProblem["place"];
  readonly describedBy: string | undefined;
  readonly onChange: (text: string) => void;
}

/** A condition as a text, with its mistake marked where it is. */
export function ExpressionField({ label, value, place, describedBy, onChange }: ExpressionFieldProps) {
  const marks = useRef<HTMLDivElement>(null);
  return (
    <span className={styles.expression}>
      <input
        className={`${controls.field} ${controls.code}`}
        aria-label={label}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        title={
          'Over args and name: == != < > <= >= contains && || ! ( ), for example args.amount > 100 && args.currency == "EUR"'
        }
        placeholder="args.amount > 100"
        spellCheck={false}
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onScroll={({ currentTarget }) => {
          if (marks.current) marks.current.scrollLeft = currentTarget.scrollLeft;
        }}
      />
      <MistakeMarks
        ref={marks}
        className={`${controls.field} ${controls.code}`}
        text={value}
        mistakes={place ? [{ from: place.at, to: place.to }] : []}
      />
    </span>
  );
}
