import { memo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { StructuralChange } from "#src/lib/structuralDiff.ts";
import { LongList } from "#src/ui/panels/event/LongList.tsx";
import { HistoryLink } from "#src/ui/panels/stateHistory/HistoryLink.tsx";
import rows from "./differences.module.css";
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
const LOOKS = { added: rows.good, removed: rows.bad, changed: rows.other, moved: rows.quiet } as const;

/** The places that differ, with the values before and after. */
export function ChangeList({ changes, withHistory = true }: ChangeListProps) {
  return (
    <LongList
      items={changes}
      step={SHOWN}
      className={rows.list}
      label="Changes"
      renderItem={(change) => (
        <ChangeRow key={`${change.kind} ${change.pointer}`} change={change} withHistory={withHistory} />
      )}
    />
  );
}

interface ChangeRowProps {
  readonly change: StructuralChange;
  readonly withHistory: boolean;
}

const ChangeRow = memo(function ChangeRow({ change, withHistory }: ChangeRowProps) {
  const { kind, pointer, from, before, after } = change;
  const name = pointer === "" ? "as a whole" : pointer;
  return (
    <li className={rows.row}>
      <span className={`${rows.kind} ${LOOKS[kind]}`}>
        <span aria-hidden="true">{SIGNS[kind]}</span> {kind}
      </span>
      <span className={styles.place}>
        {withHistory ? (
          <HistoryLink pointer={pointer} name={name} />
        ) : (
          <code className={styles.plainPointer}>{name}</code>
        )}
        {from !== undefined && from !== pointer && <span className={styles.note}>was {from}</span>}
      </span>
      {kind !== "moved" && (
        <span className={rows.values}>
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
