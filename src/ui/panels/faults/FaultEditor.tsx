import type { FaultPlan, FaultRule } from "#src/transport/faults/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { RuleList } from "#src/ui/components/RuleItem.tsx";
import { FaultRuleCard } from "./FaultRuleCard.tsx";
import { FaultSets } from "./FaultSets.tsx";
import { newRule } from "./faultKinds.ts";
import { NumberField } from "./NumberField.tsx";
import styles from "./faults.module.css";

interface FaultEditorProps {
  readonly plan: FaultPlan;
  readonly onChange: (plan: FaultPlan) => void;
}

const MAX_SEED = 0xffffffff;

/** Edits the faults of one place: own runs, or a recorder. The caller holds the plan and says whether it is in force. */
export function FaultEditor({ plan, onChange }: FaultEditorProps) {
  const setRules = (rules: readonly FaultRule[]): void => onChange({ ...plan, rules });
  const newId = (): string => crypto.randomUUID();
  return (
    <div className={styles.editor} role="group" aria-label="Fault rules">
      {plan.rules.length > 0 && (
        <RuleList label="Faults">
          {plan.rules.map((rule, index) => (
            <FaultRuleCard
              key={rule.id}
              rule={rule}
              number={index + 1}
              onChange={(changed) => setRules(plan.rules.map((each) => (each.id === rule.id ? changed : each)))}
              onDuplicate={() => setRules(plan.rules.toSpliced(index + 1, 0, { ...rule, id: newId() }))}
              onRemove={() => setRules(plan.rules.filter(({ id }) => id !== rule.id))}
            />
          ))}
        </RuleList>
      )}
      <div className={styles.foot}>
        <Button size="sm" icon="plus" onClick={() => setRules([...plan.rules, newRule("delay", newId())])}>
          Add rule
        </Button>
        <NumberField
          {...{ label: "seed", of: "the rules", value: plan.seed, least: 0, most: MAX_SEED }}
          onChange={(seed = 0) => onChange({ ...plan, seed })}
        />
        <Button
          size="sm"
          variant="ghost"
          aria-label="New seed"
          title="Another seed draws other chances, waits and cuts; the same seed repeats them"
          onClick={() => onChange({ ...plan, seed: crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 })}
        >
          New
        </Button>
      </div>
      <FaultSets plan={plan} onLoad={onChange} />
    </div>
  );
}
