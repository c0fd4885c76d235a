import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import styles from "./messages.module.css";

interface ProvenanceProps {
  /** 0 when the request carried it. */
  readonly createdBy: number;
  readonly changedBy?: number;
}

/**
 * Where something comes from, as links: the event that made it, always in sight, and the last that changed it,
 * which shows when the pointer or the focus is on the thing.
 */
export function Provenance({ createdBy, changedBy = createdBy }: ProvenanceProps) {
  return (
    <span className={styles.provenance}>
      {createdBy > 0 ? (
        <EventLink seq={createdBy} />
      ) : (
        <span className={styles.fromRequest} title="It came with the request">
          sent
        </span>
      )}
      {changedBy > createdBy && (
        <span className={styles.changed}>
          <span aria-hidden="true">last</span>
          <EventLink seq={changedBy} what="changed it last" />
        </span>
      )}
    </span>
  );
}
