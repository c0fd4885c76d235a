import type { AnswerPlan } from "#src/tools/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { PlanFields, type PlanFieldsProps } from "./PlanFields.tsx";
import styles from "./tools.module.css";

type Sequence = Extract<AnswerPlan, { kind: "sequence" }>;

const AFTER_LAST: readonly { readonly value: Sequence["afterLast"]; readonly title: string }[] = [
  { value: "repeat", title: "repeat the last step" },
  { value: "start-over", title: "start over" },
  { value: "ask", title: "ask me" },
];

/** Which step it was that went wrong when it was tried out nobody knows. */
const NO_MARKS: PlanFieldsProps["scriptMarks"] = [];

/** The steps of a sequence, each a plan of its own. */
export function SequenceFields(props: PlanFieldsProps & { readonly plan: Sequence }) {
  const { plan, pointer, of, onChange } = props;
  const setSteps = (steps: readonly AnswerPlan[]): void => onChange({ ...plan, steps });
  return (
    <div className={styles.sequence} role="group" aria-label={`Steps${of}`}>
      <ol className={styles.steps}>
        {plan.steps.map((step, index) => (
          // Steps have nothing of their own but their place.
          <li key={index} className={styles.step}>
            <div className={styles.line}>
              <b className={styles.stepNumber}>Step {index + 1}</b>
              <RemoveButton
                label={`Remove step ${index + 1}${of}`}
                onRemove={() => setSteps(plan.steps.toSpliced(index, 1))}
              />
            </div>
            <PlanFields
              {...props}
              plan={step}
              scriptMarks={NO_MARKS}
              of={` of step ${index + 1}${of}`}
              pointer={`${pointer}/steps/${index}`}
              onChange={(changed) => setSteps(plan.steps.with(index, changed))}
            />
          </li>
        ))}
      </ol>
      <div className={styles.line}>
        <Button size="sm" icon="plus" onClick={() => setSteps([...plan.steps, { kind: "fixed", text: "" }])}>
          Add a step
        </Button>
        <label className={styles.part}>
          After the last
          <select
            className={controls.field}
            aria-label={`After the last step${of}`}
            value={plan.afterLast}
            onChange={({ target }) => onChange({ ...plan, afterLast: target.value as Sequence["afterLast"] })}
          >
            {AFTER_LAST.map(({ value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}
