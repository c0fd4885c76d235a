import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./HistoryLink.module.css";

interface HistoryLinkProps {
  /** A JSON Pointer into the state. */
  readonly pointer: string;
  /** What the place is called. */
  readonly name: string;
  /** Its place among what stands beside it. */
  readonly className?: string | undefined;
}

/** A place in the state that leads to its history. */
export function HistoryLink({ pointer, name, className = "" }: HistoryLinkProps) {
  const store = useScopeStore();
  return (
    <button
      type="button"
      className={`${styles.link} ${className}`}
      aria-label={`History of ${name}`}
      title={`History of ${name}`}
      onClick={() => store.getState().showHistory(pointer)}
    >
      {name}
    </button>
  );
}
