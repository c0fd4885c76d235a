import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./EventLink.module.css";

interface EventLinkProps {
  readonly seq: number;
  /** What that event is to the thing beside the link, for example "created it". */
  readonly what?: string;
  /** Out of the tab order, where the arrow keys of a list or tree lead to the same event. */
  readonly inComposite?: boolean;
}

/** Moves the cursor to an event. Shows `#12`. */
export function EventLink({ seq, what, inComposite = false }: EventLinkProps) {
  const store = useScopeStore();
  const label = what === undefined ? `Go to event ${seq}` : `Go to event ${seq}, which ${what}`;
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={label}
      title={label}
      tabIndex={inComposite ? -1 : undefined}
      onClick={() => store.getState().goTo(seq)}
    >
      #{seq}
    </button>
  );
}
