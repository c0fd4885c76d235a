import type { ReactNode } from "react";
import styles from "./fields.module.css";

interface FieldProps {
  readonly label: string;
  /** The id of the one control that the label is for. */
  readonly htmlFor: string;
  /** What stands at the end of the label's line: a short value or an action. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One labelled control. */
export function Field({ label, htmlFor, aside, children }: FieldProps) {
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={htmlFor}>
          {label}
        </label>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </div>
  );
}

/** Several controls under one name. */
export function FieldGroup({ label, aside, children }: Omit<FieldProps, "htmlFor">) {
  return (
    <div className={styles.field} role="group" aria-label={label}>
      <div className={styles.head}>
        <span className={styles.label}>{label}</span>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children}
    </div>
  );
}

interface ActionProps {
  readonly children: string;
  /** What a screen reader says where the word alone says too little. It must contain the word. */
  readonly label?: string;
  /** For one that shows and hides something. */
  readonly isOpen?: boolean;
  readonly onClick: () => void;
}

/** A quiet action beside a label. */
export function FieldAction({ children, label, isOpen, onClick }: ActionProps) {
  return (
    <button type="button" className={styles.action} aria-label={label} aria-expanded={isOpen} onClick={onClick}>
      {children}
    </button>
  );
}
