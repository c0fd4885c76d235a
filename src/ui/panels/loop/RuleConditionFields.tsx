import { conditionProblem, type RuleCondition } from "#src/run/turn/ruleCondition.ts";
import controls from "#src/ui/components/controls.module.css";
import { ComparisonFields } from "#src/ui/panels/bisect/ComparisonFields.tsx";
import { ExpressionField } from "./ExpressionField.tsx";
import styles from "./loop.module.css";

interface RuleConditionFieldsProps {
  /** Undefined for always. */
  readonly when: RuleCondition | undefined;
  /** The rule's name at the end of accessible names. */
  readonly of: string;
  /** The id of what says why the rule cannot be used. */
  readonly describedBy: string | undefined;
  readonly onChange: (when: RuleCondition | undefined) => void;
}

type Choice = "always" | "if" | "when";

/** When a rule applies: always, by an expression, or by one argument. */
export function RuleConditionFields({ when, of, describedBy, onChange }: RuleConditionFieldsProps) {
  const choice: Choice = when === undefined ? "always" : typeof when === "string" ? "if" : "when";
  const choose = (chosen: Choice): void => {
    if (chosen === "always") onChange(undefined);
    else onChange(chosen === "if" ? "" : { pointer: "", operator: "=", value: "" });
  };
  return (
    <div className={styles.line}>
      <select
        className={`${controls.field} ${choice === "if" ? styles.short : ""}`}
        aria-label={`Condition of ${of}`}
        value={choice}
        onChange={({ target }) => choose(target.value as Choice)}
      >
        <option value="always">always</option>
        <option value="if">if</option>
        <option value="when">when the argument</option>
      </select>
      {typeof when === "string" && (
        <ExpressionField
          label={`Expression of ${of}`}
          value={when}
          place={conditionProblem(when)?.place}
          describedBy={describedBy}
          onChange={onChange}
        />
      )}
      {typeof when === "object" && (
        <ComparisonFields
          value={when}
          names={{ place: `Argument of ${of}`, comparison: `Comparison of ${of}`, value: `Value of ${of}` }}
          placeholders={{ place: "/amount", value: "100" }}
          describedBy={describedBy}
          onChange={onChange}
        />
      )}
    </div>
  );
}
