import { useId, type ReactNode } from "react";
import styles from "./SheetSection.module.css";

interface SheetSectionProps {
  readonly title: string;
  /** An action or a short value at the end of the title's line. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the connection sheet under a heading. */
export function SheetSection({ title, aside, children }: SheetSectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** A sentence in a section. */
export function SheetNote({
  tone = "plain",
  children,
}: {
  readonly tone?: "plain" | "warn";
  readonly children: ReactNode;
}) {
  return <p className={tone === "warn" ? styles.warning : styles.note}>{children}</p>;
}

/** Rows one under the other, each with something to press at its end. */
export function SheetList({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={label}>
      {children}
    </ul>
  );
}

/** One of them. */
export function SheetRow({ action, children }: { readonly action: ReactNode; readonly children: ReactNode }) {
  return (
    <li className={styles.row}>
      <span className={styles.what}>{children}</span>
      {action}
    </li>
  );
}
