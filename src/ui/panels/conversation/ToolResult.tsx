import { memo, useMemo } from "react";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { MessageMenu } from "#src/ui/panels/threads/MessageMenu.tsx";
import { excerpt } from "./markdownBlocks.ts";
import { JsonBlock } from "./JsonBlock.tsx";
import { MessageParts } from "./MessageParts.tsx";
import { Provenance } from "./Provenance.tsx";
import { resultText } from "./results.ts";
import styles from "./messages.module.css";

interface ToolResultProps {
  readonly entry: MessageEntry;
  /** True for a second answer to the same call. */
  readonly again?: boolean;
  readonly touched: boolean;
}

const SHOWN = 4000;

/** The answer to a tool call: its content, and the error where the tool failed. */
export const ToolResult = memo(function ToolResult({ entry, again = false, touched }: ToolResultProps) {
  const { message, createdBy, changedBy } = entry;
  if (message.role !== "tool") return null;
  const { content, error } = message;
  return (
    <div
      className={`${styles.result} ${touched ? styles.touchedResult : ""}`}
      data-seq={createdBy || undefined}
      aria-current={touched || undefined}
    >
      <div className={styles.resultHead}>
        <span>{again ? "another result" : "result"}</span>
        <span className={styles.push} />
        <CopyButton
          text={() => (typeof content === "string" ? content : stringifyJson(content, 2))}
          label="Copy result"
        />
        <Provenance id={message.toolCallId} createdBy={createdBy} changedBy={changedBy} />
        <MessageMenu entry={entry} what="result" />
      </div>
      {error !== undefined && (
        <p className={styles.error}>
          <Icon name="alert" /> {error}
        </p>
      )}
      {Array.isArray(content) ? (
        <MessageParts parts={content} />
      ) : (
        <ResultText text={typeof content === "string" ? content : ""} />
      )}
    </div>
  );
});

function ResultText({ text }: { readonly text: string }) {
  const result = useMemo(() => resultText(text), [text]);
  if (result.kind === "empty") return <span className={styles.nothing}>empty</span>;
  if (result.kind === "text") {
    const shown = excerpt(text, false, SHOWN);
    return (
      <pre className={styles.raw}>
        {shown.text}
        {shown.after > 0 && (
          <span className={styles.nothing}>{`\n… ${shown.after} more characters: copy it to see them`}</span>
        )}
      </pre>
    );
  }
  return (
    <>
      <JsonBlock value={result.value} />
      {result.twice && (
        <p className={styles.hint}>This is JSON inside a JSON string: the tool encoded its result twice.</p>
      )}
    </>
  );
}
