import { useId } from "react";
import { STATE_OPERATORS, type StateOperator } from "#src/analysis/bisect/condition.ts";
import { ruleProblem, type AutoRule } from "#src/run/turn/autoRules.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { NO_VALUE, OPERATOR_WORDS } from "#src/ui/panels/bisect/conditionFields.tsx";
import { RuleAnswer } from "./RuleAnswer.tsx";
import styles from "./loop.module.css";

interface RuleCardProps {
  readonly rule: AutoRule;
  /** Its place, from 1. */
  readonly number: number;
  readonly onChange: (rule: AutoRule) => void;
  /** Undefined for the first. */
  readonly onEarlier: (() => void) | undefined;
  readonly onRemove: () => void;
}

const CODE = `${controls.field} ${controls.code}`;

/** One rule: which calls and interrupts it is for, when, and what it answers. */
export function RuleCard({ rule, number, onChange, onEarlier, onRemove }: RuleCardProps) {
  const name = `rule ${number}`;
  const problem = ruleProblem(rule);
  const problemId = useId();
  const { when } = rule;
  const describedBy = problem === undefined ? undefined : problemId;
  const condition = (change: Partial<NonNullable<AutoRule["when"]>>): void =>
    onChange({ ...rule, when: { pointer: "", operator: "=", value: "", ...when, ...change } });
  return (
    <li className={styles.rule} data-off={!rule.enabled || undefined}>
      <div className={styles.line}>
        <input
          type="checkbox"
          className={controls.tick}
          aria-label={`Use ${name}`}
          checked={rule.enabled}
          onChange={({ target }) => onChange({ ...rule, enabled: target.checked })}
        />
        <input
          data-match
          className={`${CODE} ${styles.grow}`}
          aria-label={`Tool or reason of ${name}`}
          aria-describedby={describedBy}
          title="The name of a tool or the reason of an interrupt; * stands for any text, ? for one character"
          placeholder="search_*"
          spellCheck={false}
          autoComplete="off"
          value={rule.match}
          onChange={({ target }) => onChange({ ...rule, match: target.value })}
        />
        <Button
          variant="ghost"
          size="sm"
          icon="chevronUp"
          aria-label={`Move ${name} up`}
          disabled={!onEarlier}
          onClick={onEarlier}
        />
        <RemoveButton label={`Remove ${name}`} onRemove={onRemove} />
      </div>
      <div className={styles.line}>
        <select
          className={controls.field}
          aria-label={`Condition of ${name}`}
          value={when ? "when" : "always"}
          onChange={({ target }) => {
            const { when: _, ...always } = rule;
            if (target.value === "when") condition({});
            else onChange(always);
          }}
        >
          <option value="always">always</option>
          <option value="when">when the argument</option>
        </select>
        {when && (
          <>
            <input
              className={`${CODE} ${styles.grow}`}
              aria-label={`Argument of ${name}`}
              aria-invalid={problem !== undefined}
              aria-describedby={describedBy}
              placeholder="/amount"
              spellCheck={false}
              autoComplete="off"
              value={when.pointer}
              onChange={({ target }) => condition({ pointer: target.value })}
            />
            <select
              className={`${controls.field} ${styles.operator}`}
              aria-label={`Comparison of ${name}`}
              value={when.operator}
              onChange={({ target }) => condition({ operator: target.value as StateOperator })}
            >
              {STATE_OPERATORS.map((operator) => (
                <option key={operator} value={operator}>
                  {OPERATOR_WORDS[operator]}
                </option>
              ))}
            </select>
            {!NO_VALUE.has(when.operator) && (
              <input
                className={`${CODE} ${styles.value}`}
                aria-label={`Value of ${name}`}
                placeholder={when.operator === "type" ? "string" : "100"}
                spellCheck={false}
                autoComplete="off"
                value={when.value}
                onChange={({ target }) => condition({ value: target.value })}
              />
            )}
          </>
        )}
      </div>
      <RuleAnswer answer={rule.do} of={name} onChange={(answer) => onChange({ ...rule, do: answer })} />
      {problem !== undefined && (
        <p id={problemId} className={styles.problem}>
          {problem}
        </p>
      )}
    </li>
  );
}
