import { useMemo, useState } from "react";
import { shortJson } from "#src/lib/shortJson.ts";
import type { Message } from "#src/protocol/events.ts";
import { messagesDiff, type MessageDifference } from "#src/reconstruction/messagesDiff.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { ChangeList } from "./ChangeList.tsx";
import styles from "./StateDiffPanel.module.css";

const SHOWN = 100;
const LONGEST = 160;

/** How the MESSAGES_SNAPSHOT at event `seq` differs from the messages that the events before it had built. */
export function MessagesDiff({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const [shown, setShown] = useState(SHOWN);
  const differences = useMemo(() => {
    const { event } = reading.decodedAt(seq);
    if (event?.type !== "MESSAGES_SNAPSHOT") return [];
    return messagesDiff(reading.viewAt(seq - 1).messages, event.messages, reading.viewAt(seq).messages);
  }, [reading, seq]);
  const rest = differences.length - shown;
  return (
    <section className={styles.messages} aria-label="Messages">
      <h3 className={styles.heading}>
        Messages:{" "}
        {differences.length === 0 ? "the snapshot says what was built" : plural(differences.length, "difference")}
      </h3>
      <ul className={styles.changes} aria-label="Differences of the messages">
        {differences.slice(0, shown).map((difference, index) => (
          <DifferenceRow key={index} difference={difference} />
        ))}
      </ul>
      {rest > 0 && (
        <Button size="sm" variant="ghost" onClick={() => setShown(shown + SHOWN)}>
          Show {formatCount(Math.min(rest, SHOWN))} more of {formatCount(rest)}
        </Button>
      )}
    </section>
  );
}

const LOOKS: Readonly<Record<MessageDifference["kind"], { readonly word: string; readonly look: string }>> = {
  added: { word: "added", look: "added" },
  removed: { word: "removed", look: "removed" },
  kept: { word: "left out", look: "moved" },
  "id-changed": { word: "id changed", look: "changed" },
  moved: { word: "reordered", look: "moved" },
  changed: { word: "changed", look: "changed" },
};

function DifferenceRow({ difference }: { readonly difference: MessageDifference }) {
  const { kind, message } = difference;
  const { word, look } = LOOKS[kind];
  return (
    <li className={styles.change}>
      <span className={`${styles.kind} ${styles[look]}`}>{word}</span>
      <span className={styles.place}>
        <code className={styles.plainPointer}>{message.id}</code>
        <span className={styles.note}>{noteOf(difference)}</span>
      </span>
      {(kind === "added" || kind === "removed") && (
        <span className={styles.values}>
          {kind === "added" ? <ins className={styles.after}>{text(message)}</ins> : <del>{text(message)}</del>}
        </span>
      )}
      {kind === "changed" && (
        <div className={styles.inside}>
          <ChangeList changes={difference.changes} withHistory={false} />
        </div>
      )}
    </li>
  );
}

function noteOf(difference: MessageDifference): string {
  const { kind, message } = difference;
  switch (kind) {
    case "id-changed":
      return `${message.role} message, was ${difference.before.id}`;
    case "moved":
      return `${message.role} message, place ${difference.from} when built, ${difference.to} in the snapshot`;
    case "kept":
      return `of the snapshot; the ${message.role} message stays as it was`;
    default:
      return `${message.role} message`;
  }
}

function text({ content }: Message): string {
  return content === undefined ? "without content" : shortJson(content, LONGEST);
}
