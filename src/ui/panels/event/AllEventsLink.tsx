import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./EventLink.module.css";

interface AllEventsLinkProps {
  /** A term of the filter that finds them, as `filterTerm` writes it. */
  readonly term: string;
}

/** Sets the filter to all events of one thing. */
export function AllEventsLink({ term }: AllEventsLinkProps) {
  const store = useScopeStore();
  // No id in the name: what an agent wrote may hold that of any other button.
  const label = "Show only its events";
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={label}
      title={`${label}: ${term}`}
      onClick={() => store.getState().setFilterText(term)}
    >
      all
    </button>
  );
}
