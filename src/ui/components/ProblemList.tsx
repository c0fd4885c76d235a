import { Icon } from "./Icon.tsx";
import styles from "./ProblemList.module.css";

/** One thing that is wrong, with where it is in words. */
interface ShownProblem {
  readonly severity: "error" | "warning";
  readonly message: string;
}

interface ProblemListProps {
  /** Accessible name. */
  readonly label: string;
  readonly problems: readonly ShownProblem[];
  /** Most that are listed, where there is little room: the first ones tell what is wrong. */
  readonly most?: number;
}

/** What is wrong with something, right below it. Nothing where nothing is. */
export function ProblemList({ label, problems, most = problems.length }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label={label}>
      {problems.slice(0, most).map(({ severity, message }, at) => (
        // Two places can have the same message.
        <li key={at} className={styles[severity]}>
          <Icon name={severity === "error" ? "cross" : "alert"} size={12} />
          <span>
            <span className="visuallyHidden">{severity === "error" ? "Error: " : "Warning: "}</span>
            {message}
          </span>
        </li>
      ))}
      {problems.length > most && <li>and {problems.length - most} more</li>}
    </ul>
  );
}
