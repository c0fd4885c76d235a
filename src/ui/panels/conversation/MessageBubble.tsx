import { memo } from "react";
import type { Message } from "#src/protocol/events.ts";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { MessageMenu } from "#src/ui/panels/threads/MessageMenu.tsx";
import { MessageParts } from "./MessageParts.tsx";
import { MessageText } from "./MessageText.tsx";
import { Provenance } from "./Provenance.tsx";
import { SubagentLabel } from "./SubagentLabel.tsx";
import styles from "./messages.module.css";

interface MessageBubbleProps {
  readonly entry: MessageEntry;
  readonly subagent: string | undefined;
  /** True where the event at the cursor belongs to it. */
  readonly touched: boolean;
}

/** A user's, assistant's, system's or developer's message. */
export const MessageBubble = memo(function MessageBubble({ entry, subagent, touched }: MessageBubbleProps) {
  const { message, createdBy, changedBy, open } = entry;
  const { role } = message;
  if (role === "system" || role === "developer") return <Instruction entry={entry} touched={touched} />;
  const className = `${styles.row} ${role === "user" ? styles.fromUser : ""}`;
  return (
    <article
      className={className}
      data-seq={createdBy || undefined}
      aria-label={`${role} message`}
      aria-current={touched || undefined}
    >
      <div
        className={`${styles.bubble} ${role === "user" ? styles.user : styles.assistant} ${touched ? styles.touched : ""}`}
      >
        <Author message={message} subagent={subagent} />
        <Content content={contentOf(message)} open={open} />
      </div>
      <Provenance id={message.id} createdBy={createdBy} changedBy={changedBy} />
      <MessageMenu entry={entry} what={`${message.role} message`} />
    </article>
  );
});

/** Instructions are long and rarely the question, so they are folded. */
function Instruction({ entry, touched }: { readonly entry: MessageEntry; readonly touched: boolean }) {
  const { message, createdBy, changedBy, open } = entry;
  const content = contentOf(message);
  return (
    <article
      className={styles.row}
      data-seq={createdBy || undefined}
      aria-label={`${message.role} message`}
      aria-current={touched || undefined}
    >
      <details className={`${styles.instruction} ${touched ? styles.touched : ""}`}>
        <summary>
          <b>{message.role}</b>{" "}
          <span className={styles.preview}>{typeof content === "string" ? content.slice(0, 200) : ""}</span>
        </summary>
        <Content content={content} open={open} />
      </details>
      <Provenance id={message.id} createdBy={createdBy} changedBy={changedBy} />
      <MessageMenu entry={entry} what={`${message.role} message`} />
    </article>
  );
}

function Author({ message, subagent }: { readonly message: Message; readonly subagent: string | undefined }) {
  const name = "name" in message ? message.name : undefined;
  if (subagent === undefined && name === undefined) return null;
  return (
    <div className={styles.author}>
      {name !== undefined && <span>{name}</span>}
      <SubagentLabel name={subagent} />
    </div>
  );
}

type Content = Extract<Message, { role: "user" | "tool" }>["content"] | undefined;

function contentOf(message: Message): Content {
  return message.role === "activity" ? undefined : message.content;
}

/** What a message says: text or parts. Also used for a tool's answer that is not JSON. */
function Content({ content, open }: { readonly content: Content; readonly open: boolean }) {
  if (Array.isArray(content)) return <MessageParts parts={content} />;
  if (typeof content === "string" && (content !== "" || open)) return <MessageText text={content} open={open} />;
  return <span className={styles.nothing}>no text</span>;
}
