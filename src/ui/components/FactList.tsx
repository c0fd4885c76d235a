import type { ReactNode } from "react";
import styles from "./FactList.module.css";

/** Facts one below the other, their names in a column. */
export function FactList({ children }: { readonly children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

/** A name and what it is, in a `FactList`. */
export function NamedFact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
