import { memo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { ActivityPatchNote } from "#src/ui/panels/patchFailure/ActivityPatchNote.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { JsonBlock } from "./JsonBlock.tsx";
import { Provenance } from "./Provenance.tsx";
import { SubagentLabel } from "./SubagentLabel.tsx";
import styles from "./messages.module.css";

interface ActivityCardProps {
  readonly entry: MessageEntry;
  readonly subagent: string | undefined;
  readonly touched: boolean;
}

/** An activity: its type and its content as it stands. How an app would draw it is not for us to guess. */
export const ActivityCard = memo(function ActivityCard({ entry, subagent, touched }: ActivityCardProps) {
  const { message, createdBy, changedBy } = entry;
  if (message.role !== "activity") return null;
  const content = message.content as JsonValue;
  return (
    <article
      className={`${styles.card} ${touched ? styles.touched : ""}`}
      data-seq={createdBy || undefined}
      aria-label={`activity ${message.activityType}`}
      aria-current={touched || undefined}
    >
      <div className={styles.cardHead}>
        <i className={styles.dot} style={{ background: "var(--ev-activity)" }} />
        <span className={styles.cardName}>{message.activityType}</span>
        <span className={styles.cardId}>{message.id}</span>
        <SubagentLabel name={subagent} />
        <CopyButton text={() => stringifyJson(content, 2)} label="Copy content" />
        <Provenance id={message.id} createdBy={createdBy} changedBy={changedBy} />
      </div>
      {touched && <ActivityPatchNote messageId={message.id} />}
      <div className={styles.cardBody}>
        <JsonBlock value={content} />
      </div>
    </article>
  );
});
