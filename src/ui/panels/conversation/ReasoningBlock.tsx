import { memo, useId, useState } from "react";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatDuration } from "#src/ui/panels/event/format.ts";
import { MessageMenu } from "#src/ui/panels/threads/MessageMenu.tsx";
import { MessageText } from "./MessageText.tsx";
import { Provenance } from "./Provenance.tsx";
import { SubagentLabel } from "./SubagentLabel.tsx";
import styles from "./messages.module.css";

interface ReasoningBlockProps {
  readonly entry: MessageEntry;
  readonly subagent: string | undefined;
  readonly touched: boolean;
  /** Milliseconds from its first to its last event, where both are known. */
  readonly duration: number | undefined;
}

const PREVIEW = 240;

/** A reasoning message: one folded line with how long it took and how it begins, or ends while it goes on. */
export const ReasoningBlock = memo(function ReasoningBlock({
  entry,
  subagent,
  touched,
  duration,
}: ReasoningBlockProps) {
  const [unfolded, setUnfolded] = useState(false);
  const body = useId();
  const { message, createdBy, changedBy, open } = entry;
  const text = message.role === "reasoning" && typeof message.content === "string" ? message.content : "";
  const encrypted = "encryptedValue" in message && message.encryptedValue !== undefined;
  const preview = open ? `…${text.slice(-PREVIEW)}` : text.slice(0, PREVIEW);
  return (
    <article
      className={styles.row}
      data-seq={createdBy || undefined}
      aria-label="reasoning"
      aria-current={touched || undefined}
    >
      <div className={`${styles.reasoning} ${touched ? styles.touched : ""}`}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={unfolded}
          aria-controls={body}
          // What the agent wrote stays out of the name: it may hold that of any other button.
          aria-label={duration === undefined ? "Reasoning" : `Reasoning · ${formatDuration(duration)}`}
          onClick={() => setUnfolded(!unfolded)}
        >
          <Icon name={unfolded ? "chevronDown" : "chevronRight"} size={12} />
          <span className={styles.foldTitle}>
            Reasoning
            {duration !== undefined && ` · ${formatDuration(duration)}`}
            {open && " so far"}
            {encrypted && " · encrypted value kept"}
          </span>
          {!unfolded && text !== "" && <span className={styles.preview}>{preview}</span>}
        </button>
        <SubagentLabel name={subagent} />
        <div id={body} hidden={!unfolded} className={styles.foldBody}>
          {unfolded && (text === "" && !open ? "no text" : <MessageText text={text} open={open} />)}
        </div>
      </div>
      <Provenance id={message.id} createdBy={createdBy} changedBy={changedBy} />
      <MessageMenu entry={entry} what="reasoning" />
    </article>
  );
});
