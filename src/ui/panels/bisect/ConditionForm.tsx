import { useId, useMemo, useState } from "react";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useReading } from "#src/ui/useScope.ts";
import styles from "./BisectSheet.module.css";
import { FilterFields, ProblemFields, StateFields } from "./conditionFields.tsx";

interface ConditionFormProps {
  readonly first: Condition | undefined;
  /** Why the last condition could not be searched for. */
  readonly problem: string | undefined;
  readonly onFind: (condition: Condition) => void;
}

const KINDS: readonly { readonly kind: Condition["kind"]; readonly title: string }[] = [
  { kind: "filter", title: "An event meets a filter" },
  { kind: "state", title: "The state is so" },
  { kind: "problem", title: "A problem was found" },
];

/** What to look for. */
export function ConditionForm({ first, problem, onFind }: ConditionFormProps) {
  const reading = useReading();
  const group = useId();
  const problemId = useId();
  const [kind, setKind] = useState<Condition["kind"]>(first?.kind ?? "filter");
  const [filter, setFilter] = useState(first?.kind === "filter" ? first : ({ kind: "filter", text: "" } as const));
  const [state, setState] = useState(
    first?.kind === "state" ? first : ({ kind: "state", pointer: "", operator: "exists", value: "" } as const),
  );
  const [finding, setFinding] = useState(
    first?.kind === "problem" ? first : ({ kind: "problem", rule: "", severity: "error" } as const),
  );
  const rules = useMemo(() => [...new Set(reading.findings.map(({ rule }) => rule))].toSorted(), [reading]);
  const describedBy = problem === undefined ? undefined : problemId;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onFind({ filter, state, problem: finding }[kind]);
      }}
    >
      <fieldset className={styles.kinds}>
        <legend className="visuallyHidden">What to look for</legend>
        {KINDS.map(({ kind: other, title }) => (
          <label key={other} className={styles.choice}>
            <input
              type="radio"
              name={group}
              checked={kind === other}
              data-first-field={kind === other && first === undefined ? "" : undefined}
              onChange={() => setKind(other)}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <div className={styles.fields}>
        {kind === "filter" && <FilterFields value={filter} describedBy={describedBy} onChange={setFilter} />}
        {kind === "state" && <StateFields value={state} describedBy={describedBy} onChange={setState} />}
        {kind === "problem" && (
          <ProblemFields value={finding} describedBy={describedBy} rules={rules} onChange={setFinding} />
        )}
        <Button size="sm" variant="primary" type="submit" data-first-field={first ? "" : undefined}>
          Find
        </Button>
      </div>
      {problem !== undefined && (
        <p id={problemId} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
