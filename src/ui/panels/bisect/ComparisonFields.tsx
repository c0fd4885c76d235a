import { STATE_OPERATORS, type StateCondition, type StateOperator } from "#src/analysis/bisect/condition.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./ComparisonFields.module.css";

type Comparison = Pick<StateCondition, "pointer" | "operator" | "value">;

interface ComparisonFieldsProps {
  readonly value: Comparison;
  /** Accessible names of the three fields. */
  readonly names: { readonly place: string; readonly comparison: string; readonly value: string };
  readonly placeholders: { readonly place: string; readonly value: string };
  /** The id of what says why it cannot be used. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: Comparison) => void;
}

const CODE = `${controls.field} ${controls.code}`;
/** What needs nothing to compare with. */
const NO_VALUE: ReadonlySet<StateOperator> = new Set(["exists", "missing"]);
/** The operators as they are read. */
const OPERATOR_WORDS: Readonly<Record<StateOperator, string>> = {
  exists: "exists",
  missing: "is missing",
  "=": "=",
  "!=": "is other than",
  "<": "<",
  ">": ">",
  contains: "contains",
  type: "is of type",
};

/** A place in a value, and what to compare what is there with. */
export function ComparisonFields({ value, names, placeholders, describedBy, onChange }: ComparisonFieldsProps) {
  return (
    <>
      <input
        className={`${CODE} ${styles.place}`}
        aria-label={names.place}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        placeholder={placeholders.place}
        spellCheck={false}
        autoComplete="off"
        value={value.pointer}
        onChange={({ target }) => onChange({ ...value, pointer: target.value })}
      />
      <select
        className={`${controls.field} ${styles.operator}`}
        aria-label={names.comparison}
        value={value.operator}
        onChange={({ target }) => onChange({ ...value, operator: target.value as StateOperator })}
      >
        {STATE_OPERATORS.map((operator) => (
          <option key={operator} value={operator}>
            {OPERATOR_WORDS[operator]}
          </option>
        ))}
      </select>
      {!NO_VALUE.has(value.operator) && (
        <input
          className={`${CODE} ${styles.value}`}
          aria-label={names.value}
          placeholder={value.operator === "type" ? "string" : placeholders.value}
          spellCheck={false}
          autoComplete="off"
          value={value.value}
          onChange={({ target }) => onChange({ ...value, value: target.value })}
        />
      )}
    </>
  );
}
