import { useState } from "react";
import type { ItemDifference } from "#src/analysis/whatIf/viewDifferences.ts";
import { ShowMore } from "#src/ui/panels/event/ShowMore.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import styles from "./WhatIfPanel.module.css";

/** Rows at first, and with each press on the button below them. */
const SHOWN = 50;
const WORDS = { added: "added", removed: "gone", changed: "changed" } as const;

/** Runs, steps, tool calls and subagents that would be others. */
export function ItemDifferenceList({ differences }: { readonly differences: readonly ItemDifference[] }) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      <ul className={styles.list}>
        {differences.slice(0, shown).map(({ kind, family, noun, id, fields }, index) => (
          <li key={index} className={styles.row}>
            <span className={`${styles.kind} ${styles[kind]}`}>{WORDS[kind]}</span>
            <span className={styles.what}>
              <i className={styles.dot} style={{ background: familyColor(family) }} />
              {noun} <code>{id}</code>
            </span>
            {fields.map(({ name, before, after }) => (
              <span key={name} className={styles.field}>
                <span className={styles.name}>{name}</span>
                <del>{before ?? "none"}</del>
                <span aria-label="would be">→</span>
                <ins>{after ?? "none"}</ins>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <ShowMore count={differences.length} shown={shown} step={SHOWN} onShow={setShown} />
    </>
  );
}
