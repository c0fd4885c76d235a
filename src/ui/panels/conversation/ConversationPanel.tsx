import { useMemo, useRef, useState } from "react";
import type { Entity } from "#src/analysis/eventIndex.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { ActivityCard } from "./ActivityCard.tsx";
import { AsOfBar } from "./AsOfBar.tsx";
import { MessageBubble } from "./MessageBubble.tsx";
import { ReasoningBlock } from "./ReasoningBlock.tsx";
import { durationBetween } from "./durationBetween.ts";
import { belongsTo, isBoundedBy } from "./rowOf.ts";
import { conversationTail, type ConversationRow } from "./rows.ts";
import { rowsWithin, type RowBudget } from "./rowsWithin.ts";
import { RunEnd, RunStart } from "./RunBoundary.tsx";
import { OrphanResult } from "./OrphanResult.tsx";
import { StepsLine } from "./StepsLine.tsx";
import { SubagentLine } from "./SubagentLine.tsx";
import { ToolCallCard } from "./ToolCallCard.tsx";
import { useCursorEntity } from "./useCursorEntity.ts";
import { useFollowEnd } from "./useFollowEnd.ts";
import { useRevealed } from "./useRevealed.ts";
import { useSelectOnClick } from "./useSelectOnClick.ts";
import styles from "./ConversationPanel.module.css";

/** The end of the conversation that is rendered at first: layout costs what a text is long, whether or not it is in sight. */
const AT_FIRST: RowBudget = { rows: 60, characters: 24_000 };
/** While events stream in, a frame may bring more than anyone sees. */
const WHILE_STREAMING: RowBudget = { rows: 8, characters: 6_000 };
/** While the slider is dragged or a file is read, other messages may come altogether: those at the end say where one is. */
const WHILE_PASSING: RowBudget = { rows: 6, characters: 4_000 };
/** How many rows more each press of the button brings. */
const MORE = 200;

/** What a user would see as of the cursor. Only the end of a long conversation is rendered until more is asked for. */
export function ConversationPanel() {
  const view = useView();
  const reading = useReading();
  const pinnedAt = useScope((state) => (state.cursor === "live" ? 0 : state.cursor));
  const streaming = useScope((state) => state.cursor === "live" && selectIsRunning(state));
  const arePassing = useScope((state) => state.dragging || (state.session.origin === "file" && selectIsRunning(state)));
  /** How many rows the user asked for. */
  const [wanted, setWanted] = useState<number>();
  const budget = arePassing ? WHILE_PASSING : streaming ? WHILE_STREAMING : AT_FIRST;
  const { rows, hidden } = useMemo(() => conversationTail(view, wanted ?? budget.rows), [view, wanted, budget]);
  const count = wanted === undefined ? rowsWithin(rows, budget) : Math.min(wanted, rows.length);
  const cut = rows.length - count;
  const box = useRef<HTMLDivElement>(null);
  useFollowEnd(box, pinnedAt === 0);
  useSelectOnClick(box);
  const entity = useCursorEntity(reading, pinnedAt === 0 ? 0 : view.at);
  const shown = useMemo(() => rows.slice(cut), [rows, cut]);
  useRevealed(box, view, shown, setWanted);
  return (
    <div className={styles.panel}>
      <AsOfBar />
      <div ref={box} role="log" aria-label="Conversation" tabIndex={0} className={styles.log}>
        {rows.length === 0 && <Nothing seq={view.at} />}
        {hidden + cut > 0 && (
          <div className={styles.earlier}>
            <Button size="sm" variant="ghost" onClick={() => setWanted(count + MORE)}>
              Show earlier messages
            </Button>
            <span>of {plural(view.entries.length, "message")}</span>
          </div>
        )}
        <div className={wanted === undefined ? styles.rows : `${styles.rows} ${styles.many}`}>
          {shown.map((row) => (
            <div key={row.key} data-row={row.key} className={styles.row}>
              <Row row={row} reading={reading} touchedBy={pinnedAt} entity={entity} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: ConversationRow;
  readonly reading: Reading;
  /** The event at the cursor while pinned, else 0: what it changed is marked. */
  readonly touchedBy: number;
  /** What that event is about: an event can belong to an entry without having changed it. */
  readonly entity: Entity | undefined;
}

function Row({ row, reading, touchedBy, entity }: RowProps) {
  const belongs = touchedBy > 0 && belongsTo(row, entity);
  switch (row.kind) {
    case "run-start":
      return <RunStart row={row} touched={touchedBy > 0 && row.run.startedBy === touchedBy} />;
    case "run-end":
      return <RunEnd row={row} touched={touchedBy > 0 && row.run.endedBy === touchedBy} />;
    case "steps":
      return (
        <StepsLine
          row={row}
          reading={reading}
          touchedBy={row.steps.some((step) => isBoundedBy(step, touchedBy)) ? touchedBy : 0}
        />
      );
    case "subagent":
      return <SubagentLine row={row} reading={reading} touched={isBoundedBy(row.view, touchedBy)} />;
    case "call":
      return <ToolCallCard row={row} touchedBy={belongs || touchesCall(row, touchedBy) ? touchedBy : 0} />;
    default:
  }
  const { entry, subagent } = row;
  const touched = belongs || (touchedBy > 0 && entry.changedBy === touchedBy);
  switch (row.kind) {
    case "message":
      return <MessageBubble entry={entry} subagent={subagent} touched={touched} />;
    case "reasoning":
      return (
        <ReasoningBlock
          entry={entry}
          subagent={subagent}
          touched={touched}
          duration={durationBetween(reading, entry.createdBy, entry.changedBy)}
        />
      );
    case "activity":
      return <ActivityCard entry={entry} subagent={subagent} touched={touched} />;
    default:
      return <OrphanResult entry={entry} touched={touched} />;
  }
}

function touchesCall(row: Extract<ConversationRow, { kind: "call" }>, seq: number): boolean {
  if (seq === 0) return false;
  const { view, results, createdBy } = row;
  return createdBy === seq || view?.endedBy === seq || results.some((result) => result.changedBy === seq);
}

function Nothing({ seq }: { readonly seq: number }) {
  const running = useScope(({ status }) => status.phase === "connecting" || status.phase === "streaming");
  if (seq > 0)
    return (
      <EmptyState title="No messages as of this event">
        Messages, tool calls and activities show here as events bring them.
      </EmptyState>
    );
  return running ? (
    <EmptyState title="Waiting for the first event" />
  ) : (
    <EmptyState title="No conversation yet">
      Press Run to send the message, or drop a recording on the window.
    </EmptyState>
  );
}
