import { AllEventsLink } from "#src/ui/panels/event/AllEventsLink.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { filterTerm } from "#src/ui/panels/event/filterTerm.ts";
import styles from "./messages.module.css";

interface ProvenanceProps {
  /** What its events carry: the id of the message or the call. */
  readonly id: string;
  /** 0 when the request carried it. */
  readonly createdBy: number;
  readonly changedBy?: number;
}

/**
 * Where something comes from, as links: the event that made it, always in sight, and the last that changed it and all of its events,
 * which show when the pointer or the focus is on the thing.
 */
export function Provenance({ id, createdBy, changedBy = createdBy }: ProvenanceProps) {
  return (
    <span className={styles.provenance}>
      {createdBy > 0 ? (
        <EventLink seq={createdBy} />
      ) : (
        <span className={styles.fromRequest} title="It came with the request">
          sent
        </span>
      )}
      {changedBy > 0 && (
        <span className={styles.changed}>
          {changedBy > createdBy && (
            <>
              <span aria-hidden="true">last</span>
              <EventLink seq={changedBy} what="changed it last" />
            </>
          )}
          <AllEventsLink term={filterTerm("id", id)} />
        </span>
      )}
    </span>
  );
}
