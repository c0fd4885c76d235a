import type { InputProblem } from "#src/run/types.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import styles from "./WaitingStrip.module.css";

/** Most that are listed; the editor marks all. */
const MOST = 4;

/** What is wrong with the next request. It can be sent all the same. */
export function ReviewProblems({ problems }: { readonly problems: readonly InputProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className={styles.reviewProblems} aria-label="Problems of the next request">
      {problems.slice(0, MOST).map(({ severity, pointer, message }) => (
        <li key={`${pointer} ${message}`} data-severity={severity}>
          <Icon name={severity === "error" ? "cross" : "alert"} size={12} />
          <span>
            <span className="visuallyHidden">{severity}: </span>
            {message}
          </span>
        </li>
      ))}
      {problems.length > MOST && <li>and {problems.length - MOST} more</li>}
    </ul>
  );
}
