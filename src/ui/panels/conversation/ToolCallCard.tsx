import { memo, Suspense, useMemo, useState } from "react";
import type { MessageEntry } from "#src/reconstruction/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { plural } from "#src/ui/panels/event/format.ts";
import { MockThisButton } from "#src/ui/panels/tools/MockThisButton.tsx";
import { MessageMenu } from "#src/ui/panels/threads/MessageMenu.tsx";
import { callArguments, type CallArguments } from "./callArguments.ts";
import { JsonBlock } from "./JsonBlock.tsx";
import { Provenance } from "./Provenance.tsx";
import { callStatus, type CallRow, type CallStatus } from "./rows.ts";
import { SubagentLabel } from "./SubagentLabel.tsx";
import { ToolResult } from "./ToolResult.tsx";
import styles from "./messages.module.css";

/** The validator is not needed for the first paint. */
const problems = preloaded(async () => (await import("#src/ui/panels/tools/ArgumentProblems.tsx")).ArgumentProblems);

interface ToolCallCardProps {
  readonly row: CallRow;
  /** The event at the cursor where it belongs to the call, else 0. */
  readonly touchedBy: number;
}

const PILLS = {
  streaming: ["warning", "arguments streaming"],
  called: ["neutral", "called"],
  pending: ["warning", "waiting for you"],
  answered: ["ok", "answered"],
  failed: ["error", "failed"],
} as const satisfies Readonly<Record<CallStatus, readonly [string, string]>>;

/** A tool call over its whole life: its arguments as far as they have come, and its answers. */
export const ToolCallCard = memo(function ToolCallCard({ row, touchedBy }: ToolCallCardProps) {
  const { call, view, results, createdBy, changedBy } = row;
  const status = callStatus(row);
  const [tone, word] = PILLS[status];
  const text = call.function.arguments;
  const args = useMemo(() => callArguments(text, status === "streaming"), [text, status]);
  // An event that brought an answer marks the answer alone.
  const touched = touchedBy > 0 && !results.some((result) => result.changedBy === touchedBy);
  return (
    <article
      className={`${styles.card} ${touched ? styles.touched : ""}`}
      data-seq={createdBy || undefined}
      aria-label={`tool call ${call.function.name}`}
      aria-current={touched || undefined}
    >
      <div className={styles.cardHead}>
        <i className={styles.dot} style={{ background: "var(--ev-tool)" }} />
        <span className={styles.cardName}>{call.function.name || "no name"}</span>
        <span className={styles.cardId}>{call.id}</span>
        <SubagentLabel name={row.subagent} />
        <Pill tone={tone}>
          {word}
          {status === "streaming" && view ? ` · ${plural(view.deltas, "delta")}` : ""}
        </Pill>
        <Provenance id={call.id} createdBy={createdBy} changedBy={changedBy} />
        {view?.messageId !== undefined && <MessageMenu id={view.messageId} what="tool call" />}
      </div>
      <Arguments text={text} args={args} name={status === "streaming" ? "" : call.function.name} seq={createdBy} />
      {results.map((entry: MessageEntry, index) => (
        <ToolResult
          key={index}
          entry={entry}
          again={index > 0}
          touched={touchedBy > 0 && entry.changedBy === touchedBy}
        />
      ))}
    </article>
  );
}, sameCall);

interface ArgumentsProps {
  readonly text: string;
  readonly args: CallArguments;
  /** Of the tool, once it was called as a whole; before that empty. */
  readonly name: string;
  readonly seq: number;
}

function Arguments({ text, args, name, seq }: ArgumentsProps) {
  const [raw, setRaw] = useState(false);
  return (
    <div className={styles.cardBody}>
      {args.kind === "none" && (
        <span className={styles.nothing}>{args.streaming ? "no arguments yet" : "no arguments"}</span>
      )}
      {args.kind === "json" && !raw && <JsonBlock value={args.value} unfinished={args.unfinished} />}
      {args.kind === "invalid" && <p className={styles.invalid}>The arguments are no valid JSON: {args.reason}</p>}
      {text !== "" && (raw || args.kind === "invalid" || args.kind === "long") && (
        <pre className={styles.raw}>{args.kind === "long" ? args.tail : text}</pre>
      )}
      {name !== "" && args.kind !== "invalid" && (
        <Suspense>
          {/* Agents leave the text empty where there are no arguments. */}
          <problems.Component name={name} argumentsText={args.kind === "none" ? "{}" : text} seq={seq} />
        </Suspense>
      )}
      {text !== "" && (
        <div className={styles.cardTools}>
          {args.kind === "json" && (
            <button type="button" className={styles.textButton} aria-pressed={raw} onClick={() => setRaw(!raw)}>
              {raw ? "Show parsed" : "Show raw text"}
            </button>
          )}
          <MockThisButton name={name} className={styles.textButton} />
          <CopyButton text={text} label="Copy arguments" />
        </div>
      )}
    </div>
  );
}

/** Rows are made anew for each view, but what they point to is equal by reference where nothing changed. */
function sameCall(before: ToolCallCardProps, after: ToolCallCardProps): boolean {
  const [a, b] = [before.row, after.row];
  return (
    before.touchedBy === after.touchedBy &&
    a.call === b.call &&
    a.view === b.view &&
    a.pending === b.pending &&
    a.createdBy === b.createdBy &&
    a.changedBy === b.changedBy &&
    a.subagent === b.subagent &&
    a.results.length === b.results.length &&
    a.results.every((entry, index) => entry === b.results[index])
  );
}
