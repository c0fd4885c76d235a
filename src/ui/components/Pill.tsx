import type { ReactNode } from "react";
import styles from "./Pill.module.css";

interface PillProps {
  readonly tone?: "neutral" | "error" | "warning" | "info" | "ok";
  /** Said instead of the content where the content alone, for example a bare number, says too little. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A count or a short state beside a title. */
export function Pill({ tone = "neutral", label, children }: PillProps) {
  return (
    <span className={`${styles.pill} ${styles[tone]}`} title={label}>
      {label === undefined ? (
        children
      ) : (
        <>
          <span aria-hidden="true">{children}</span>
          <span className="visuallyHidden">{label}</span>
        </>
      )}
    </span>
  );
}
