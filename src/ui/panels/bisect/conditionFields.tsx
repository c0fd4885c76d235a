import type { Condition } from "#src/analysis/bisect/condition.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./BisectSheet.module.css";
import { ComparisonFields } from "./ComparisonFields.tsx";

interface FieldsProps<Kind extends Condition["kind"]> {
  readonly value: Extract<Condition, { kind: Kind }>;
  /** The id of what says why it cannot be searched for. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: Extract<Condition, { kind: Kind }>) => void;
}

const CODE = `${controls.field} ${controls.code}`;
const SEVERITIES = ["any", "error", "warning", "info"] as const;

/** A filter of the filter line. */
export function FilterFields({ value, describedBy, onChange }: FieldsProps<"filter">) {
  return (
    <input
      className={`${CODE} ${styles.wide}`}
      aria-label="Filter to meet"
      aria-invalid={describedBy !== undefined}
      aria-describedby={describedBy}
      placeholder="type:TOOL_CALL_* has:problem"
      spellCheck={false}
      autoComplete="off"
      value={value.text}
      onChange={({ target }) => onChange({ kind: "filter", text: target.value })}
    />
  );
}

const NAMES = { place: "Place in the state", comparison: "Comparison", value: "Value to compare with" };
const PLACEHOLDERS = { place: "/path/to/value", value: "JSON or text" };

/** A place of the state and what to compare its value with. */
export function StateFields({ value, describedBy, onChange }: FieldsProps<"state">) {
  return (
    <ComparisonFields
      value={value}
      names={NAMES}
      placeholders={PLACEHOLDERS}
      describedBy={describedBy}
      onChange={(changed) => onChange({ kind: "state", ...changed })}
    />
  );
}

interface ProblemFieldsProps extends FieldsProps<"problem"> {
  /** The rules that the recording has findings of. */
  readonly rules: readonly string[];
}

/** A rule, and a severity for any of them. */
export function ProblemFields({ value, rules, onChange }: ProblemFieldsProps) {
  const listed = value.rule === "" || rules.includes(value.rule) ? rules : [value.rule, ...rules];
  return (
    <>
      <select
        className={controls.field}
        aria-label="Severity"
        value={value.severity}
        onChange={({ target }) => onChange({ ...value, severity: target.value as (typeof SEVERITIES)[number] })}
      >
        {SEVERITIES.map((severity) => (
          <option key={severity} value={severity}>
            {severity === "any" ? "any severity" : severity}
          </option>
        ))}
      </select>
      <select
        className={`${controls.field} ${styles.wide}`}
        aria-label="Rule"
        value={value.rule}
        onChange={({ target }) => onChange({ ...value, rule: target.value })}
      >
        <option value="">of any rule</option>
        {listed.map((rule) => (
          <option key={rule} value={rule}>
            {rule}
          </option>
        ))}
      </select>
    </>
  );
}
