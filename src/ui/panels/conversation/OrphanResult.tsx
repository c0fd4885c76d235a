import { memo } from "react";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { Pill } from "#src/ui/components/Pill.tsx";
import { ToolResult } from "./ToolResult.tsx";
import styles from "./messages.module.css";

/** A tool message whose call is not in the conversation. */
export const OrphanResult = memo(function OrphanResult({
  entry,
  touched,
}: {
  readonly entry: MessageEntry;
  readonly touched: boolean;
}) {
  const { message } = entry;
  if (message.role !== "tool") return null;
  return (
    <article className={styles.card} aria-label="tool message without a call">
      <div className={styles.cardHead}>
        <i className={styles.dot} style={{ background: "var(--ev-tool)" }} />
        <span className={styles.cardName}>tool message</span>
        <span className={styles.cardId}>{message.toolCallId}</span>
        <Pill tone="warning">no such call</Pill>
      </div>
      <ToolResult entry={entry} touched={touched} />
    </article>
  );
});
