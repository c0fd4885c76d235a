import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  readonly icon?: IconName;
  /** What is not here. */
  readonly title: string;
  /** What brings it here. */
  readonly children?: ReactNode;
}

/** What a panel shows while it has nothing to show: what is missing and how it comes about. */
export function EmptyState({ icon, title, children }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon && <Icon name={icon} size={20} />}
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.hint}>{children}</div>}
    </div>
  );
}
