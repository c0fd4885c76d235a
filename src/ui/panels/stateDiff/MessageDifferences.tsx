import { shortJson } from "#src/lib/shortJson.ts";
import type { StructuralChange } from "#src/lib/structuralDiff.ts";
import type { Message } from "#src/protocol/events.ts";
import type { MessageDifference } from "#src/reconstruction/messagesDiff.ts";
import { LongList } from "#src/ui/panels/event/LongList.tsx";
import { ChangeList } from "./ChangeList.tsx";
import rows from "./differences.module.css";
import styles from "./StateDiffPanel.module.css";

const SHOWN = 100;
const LONGEST = 160;
const NO_CHANGES: readonly StructuralChange[] = [];

interface MessageDifferencesProps {
  readonly differences: readonly MessageDifference[];
  /** What the two places of a message that moved are places in: "when built", "in the snapshot". */
  readonly places: readonly [before: string, after: string];
}

/** How two conversations differ, message by message. */
export function MessageDifferences({ differences, places }: MessageDifferencesProps) {
  return (
    <LongList
      items={differences}
      step={SHOWN}
      className={rows.list}
      label="Differences of the messages"
      renderItem={(difference, index) => <DifferenceRow key={index} difference={difference} places={places} />}
    />
  );
}

const LOOKS: Readonly<Record<MessageDifference["kind"], { readonly word: string; readonly look: string | undefined }>> =
  {
    added: { word: "added", look: rows.good },
    removed: { word: "removed", look: rows.bad },
    kept: { word: "left out", look: rows.quiet },
    "id-changed": { word: "id changed", look: rows.other },
    moved: { word: "reordered", look: rows.quiet },
    changed: { word: "changed", look: rows.other },
  };

interface DifferenceRowProps extends Pick<MessageDifferencesProps, "places"> {
  readonly difference: MessageDifference;
}

function DifferenceRow({ difference, places }: DifferenceRowProps) {
  const { kind, message } = difference;
  const { word, look } = LOOKS[kind];
  const changes = "changes" in difference ? difference.changes : NO_CHANGES;
  return (
    <li className={rows.row}>
      <span className={`${rows.kind} ${look}`}>{word}</span>
      <span className={styles.place}>
        <code className={styles.plainPointer}>{message.id}</code>
        <span className={styles.note}>{noteOf(difference, places)}</span>
      </span>
      {(kind === "added" || kind === "removed") && (
        <span className={rows.values}>
          {kind === "added" ? <ins>{text(message)}</ins> : <del>{text(message)}</del>}
        </span>
      )}
      {changes.length > 0 && (
        <div className={styles.inside}>
          <ChangeList changes={changes} withHistory={false} />
        </div>
      )}
    </li>
  );
}

function noteOf(difference: MessageDifference, [before, after]: MessageDifferencesProps["places"]): string {
  const { kind, message } = difference;
  switch (kind) {
    case "id-changed":
      return difference.changes.length === 0
        ? `${message.role} message, was ${difference.before.id}`
        : `and content; the ${message.role} message in the place of ${difference.before.id} is taken for the same one`;
    case "moved":
      return `${message.role} message, place ${difference.from} ${before}, ${difference.to} ${after}`;
    case "kept":
      return `of the snapshot; the ${message.role} message stays as it was`;
    default:
      return `${message.role} message`;
  }
}

function text({ content }: Message): string {
  return content === undefined ? "without content" : shortJson(content, LONGEST);
}
