import { useId, type ReactNode } from "react";
import { whyNever } from "#src/run/breakpoints/whyNever.ts";
import type { RunBreakpoint } from "#src/run/breakpoints/types.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import fields from "#src/ui/panels/input/fields.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ConditionField } from "./ConditionField.tsx";
import { kindOf } from "./conditionKinds.ts";
import styles from "./RunBreakpoints.module.css";

interface RunBreakpointCardProps {
  readonly breakpoint: RunBreakpoint;
  /** From 1. */
  readonly number: number;
  readonly isNew: boolean;
}

/** One breakpoint: whether it is on, what it waits for, and how it fared in the last run. */
export function RunBreakpointCard({ breakpoint, number, isNew }: RunBreakpointCardProps) {
  const store = useScopeStore();
  const whyId = useId();
  const { id, enabled, condition } = breakpoint;
  const hits = useScope((state) => state.breakpointHits[id]);
  const isRunning = useScope(selectIsOwnRun);
  // Only a term on event numbers asks how far the recording is: nothing here is drawn again while it grows.
  const asksNumbers = condition.kind === "filter" && condition.text.includes("n:");
  const nextSeq = useScope((state) => (asksNumbers ? state.length + 1 : 1));
  const why = whyNever(condition, nextSeq);
  // One that was just added is not wrong yet.
  const isUnset =
    condition.kind === "type"
      ? condition.types.length === 0
      : condition.kind === "filter" && condition.text.trim() === "";
  const isWrong = why !== undefined && !isUnset;
  const { title } = kindOf(condition);
  const name = `breakpoint ${number}`;
  return (
    <li>
      <div className={fields.card} data-off={!enabled || undefined}>
        <div className={styles.row}>
          <label className={styles.use}>
            <input
              type="checkbox"
              className={controls.tick}
              aria-label={`${title}, ${name}`}
              checked={enabled}
              onChange={({ target }) => store.getState().changeBreakpoint(id, { enabled: target.checked })}
            />
            {title}
          </label>
          {hits !== undefined && hits > 0 && <span className={styles.hits}>{plural(hits, "hit")}</span>}
          <RemoveButton label={`Remove ${name}`} onRemove={() => store.getState().removeBreakpoint(id)} />
        </div>
        {condition.kind !== "stateChange" && (
          <div className={styles.row}>
            <ConditionField
              name={name}
              condition={condition}
              onChange={(to) => store.getState().changeBreakpoint(id, { condition: to })}
              invalid={isWrong}
              describedBy={why === undefined ? undefined : whyId}
              takesFocus={isNew}
            />
          </div>
        )}
      </div>
      {isWrong ? (
        <p id={whyId} className={styles.never}>
          <Icon name="alert" size={12} />
          <span>
            <b>Can never match.</b> {unbroken(why)}
          </span>
        </p>
      ) : why !== undefined ? (
        <p id={whyId} className={styles.note}>
          {why}
        </p>
      ) : (
        hits === 0 && !isRunning && <p className={styles.note}>Not reached in the last run.</p>
      )}
    </li>
  );
}

/** A sentence with the terms that a minus leaves out in one piece: a line would end after the minus. */
function unbroken(sentence: string): ReactNode {
  return sentence.split(/(-\S+)/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={index} className={styles.term}>
        {part}
      </span>
    ),
  );
}
