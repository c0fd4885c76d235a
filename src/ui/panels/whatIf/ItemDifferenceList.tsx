import type { ItemDifference } from "#src/analysis/whatIf/viewDifferences.ts";
import { LongList } from "#src/ui/panels/event/LongList.tsx";
import rows from "#src/ui/panels/stateDiff/differences.module.css";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import styles from "./WhatIfPanel.module.css";

/** Rows at first, and with each press on the button below them. */
const SHOWN = 50;
const WORDS = { added: "added", removed: "gone", changed: "changed" } as const;
const LOOKS = { added: rows.good, removed: rows.bad, changed: rows.other } as const;

/** Runs, steps, tool calls and subagents that would be others. */
export function ItemDifferenceList({ differences }: { readonly differences: readonly ItemDifference[] }) {
  return (
    <LongList
      items={differences}
      step={SHOWN}
      className={rows.list}
      renderItem={({ kind, family, noun, id, fields }, index) => (
        <li key={index} className={rows.row}>
          <span className={`${rows.kind} ${LOOKS[kind]}`}>{WORDS[kind]}</span>
          <span className={styles.what}>
            <i className={styles.dot} style={{ background: familyColor(family) }} />
            {noun} <code>{id}</code>
          </span>
          {fields.map(({ name, before, after }) => (
            <span key={name} className={rows.values}>
              <span className={styles.name}>{name}</span>
              <del>{before ?? "none"}</del>
              <span aria-label="would be">→</span>
              <ins>{after ?? "none"}</ins>
            </span>
          ))}
        </li>
      )}
    />
  );
}
