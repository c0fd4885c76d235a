import { memo, useState } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { StructuralChange } from "#src/lib/structuralDiff.ts";
import { ShowMore } from "#src/ui/panels/event/ShowMore.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./StateDiffPanel.module.css";

interface ChangeListProps {
  readonly changes: readonly StructuralChange[];
  /** Left out where the places are not in the state. */
  readonly withHistory?: boolean;
}

/** Changes shown at first, and with each press on the button below them. */
const SHOWN = 100;
/** Characters of a value; side by side all of it can be read. */
const LONGEST = 300;
const SIGNS = { added: "+", removed: "−", changed: "~", moved: "↕" } as const;

/** The places that differ, with the values before and after. */
export function ChangeList({ changes, withHistory = true }: ChangeListProps) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      <ul className={styles.changes} aria-label="Changes">
        {changes.slice(0, shown).map((change) => (
          <ChangeRow key={`${change.kind} ${change.pointer}`} change={change} withHistory={withHistory} />
        ))}
      </ul>
      <ShowMore count={changes.length} shown={shown} step={SHOWN} onShow={setShown} />
    </>
  );
}

interface ChangeRowProps {
  readonly change: StructuralChange;
  readonly withHistory: boolean;
}

const ChangeRow = memo(function ChangeRow({ change, withHistory }: ChangeRowProps) {
  const store = useScopeStore();
  const { kind, pointer, from, before, after } = change;
  const name = pointer === "" ? "as a whole" : pointer;
  return (
    <li className={styles.change}>
      <span className={`${styles.kind} ${styles[kind]}`}>
        <span aria-hidden="true">{SIGNS[kind]}</span> {kind}
      </span>
      <span className={styles.place}>
        {withHistory ? (
          <button
            type="button"
            className={styles.pointer}
            aria-label={`History of ${name}`}
            title={`History of ${name}`}
            onClick={() => store.getState().showHistory(pointer)}
          >
            {name}
          </button>
        ) : (
          <code className={styles.plainPointer}>{name}</code>
        )}
        {from !== undefined && from !== pointer && <span className={styles.note}>was {from}</span>}
      </span>
      {kind !== "moved" && (
        <span className={styles.values}>
          {before !== undefined && <del>{text(before)}</del>}
          {before !== undefined && after !== undefined && <span aria-label="became">→</span>}
          {after !== undefined && <ins>{text(after)}</ins>}
        </span>
      )}
    </li>
  );
});

function text(value: JsonValue): string {
  return shortJson(value, LONGEST);
}
