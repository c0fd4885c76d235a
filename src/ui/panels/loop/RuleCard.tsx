import { useId } from "react";
import { ruleProblem, type AutoRule } from "#src/run/turn/autoRules.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { RuleItem } from "#src/ui/components/RuleItem.tsx";
import { RuleAnswer } from "./RuleAnswer.tsx";
import { RuleConditionFields } from "./RuleConditionFields.tsx";
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

/** One rule: which calls and interrupts it is for, when, and what it answers. */
export function RuleCard({ rule, number, onChange, onEarlier, onRemove }: RuleCardProps) {
  const name = `rule ${number}`;
  const problem = ruleProblem(rule);
  const problemId = useId();
  const describedBy = problem === undefined ? undefined : problemId;
  return (
    <RuleItem
      name={name}
      isOn={rule.enabled}
      onSwitch={(enabled) => onChange({ ...rule, enabled })}
      head={
        <>
          <input
            data-match
            className={`${controls.field} ${controls.code} ${styles.grow}`}
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
        </>
      }
    >
      <RuleConditionFields
        when={rule.when}
        of={name}
        describedBy={describedBy}
        onChange={(when) => {
          const { when: _, ...always } = rule;
          onChange(when === undefined ? always : { ...always, when });
        }}
      />
      <RuleAnswer answer={rule.do} of={name} onChange={(answer) => onChange({ ...rule, do: answer })} />
      {problem !== undefined && (
        <p id={problemId} className={styles.problem}>
          {problem.place && `At character ${problem.place.at + 1}: `}
          {problem.message}
        </p>
      )}
    </RuleItem>
  );
}
