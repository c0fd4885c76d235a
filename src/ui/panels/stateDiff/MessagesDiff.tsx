import { useMemo } from "react";
import { messagesDiff } from "#src/reconstruction/messagesDiff.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { plural } from "#src/ui/panels/event/format.ts";
import { MessageDifferences } from "./MessageDifferences.tsx";
import rows from "./differences.module.css";
import styles from "./StateDiffPanel.module.css";

/** How the MESSAGES_SNAPSHOT at event `seq` differs from the messages that the events before it had built. */
export function MessagesDiff({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const differences = useMemo(() => {
    const { event } = reading.decodedAt(seq);
    if (event?.type !== "MESSAGES_SNAPSHOT") return [];
    return messagesDiff(reading.viewAt(seq - 1).messages, event.messages, reading.viewAt(seq).messages);
  }, [reading, seq]);
  return (
    <section className={styles.messages} aria-label="Messages">
      <h3 className={rows.heading}>
        Messages:{" "}
        {differences.length === 0 ? "the snapshot says what was built" : plural(differences.length, "difference")}
      </h3>
      <MessageDifferences differences={differences} places={["when built", "in the snapshot"]} />
    </section>
  );
}
