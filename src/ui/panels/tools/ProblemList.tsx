import { Icon } from "#src/ui/components/Icon.tsx";
import styles from "./tools.module.css";

/** One thing that is wrong, with where it is in words. */
export interface ShownProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** What is wrong with a field, right below it. */
export function ProblemList({
  label,
  problems,
}: {
  readonly label: string;
  readonly problems: readonly ShownProblem[];
}) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label={label}>
      {problems.map(({ severity, message }) => (
        <li key={message} className={styles[severity]}>
          <Icon name={severity === "error" ? "alert" : "info"} size={12} />
          <span>
            <span className="visuallyHidden">{severity === "error" ? "Error: " : "Warning: "}</span>
            {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
