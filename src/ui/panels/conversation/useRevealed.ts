import { useEffect, type RefObject } from "react";
import type { AgentView } from "#src/reconstruction/types.ts";
import { useScope } from "#src/ui/useScope.ts";
import { isInConversation, rowOf, rowsToShow, type ConversationTarget } from "./rowOf.ts";
import type { ConversationRow } from "./rows.ts";

/** How long the row that was asked for stays marked. */
const MARKED_MS = 1800;
/** Rows shown before the one that was asked for. */
const MARGIN = 10;

/** Brings into sight what another panel asked for, and makes its row where it is not among those at the end. */
export function useRevealed(
  box: RefObject<HTMLElement | null>,
  view: AgentView,
  rows: readonly ConversationRow[],
  wantRows: (atLeast: number) => void,
): void {
  const target = useScope((state) => state.revealing);
  const endReveal = useScope((state) => state.endReveal);
  const say = useScope((state) => state.say);
  useEffect(() => {
    if (!target || !isInConversation(target)) return;
    const row = rows[rowOf(rows, target)];
    const element = row && box.current?.querySelector<HTMLElement>(`[data-row="${row.key}"]`);
    if (element) {
      endReveal();
      bringIntoSight(element);
      return;
    }
    const wanted = rowsToShow(view, target, 4 * (rows.length + MARGIN));
    if (wanted !== undefined) wantRows(wanted + MARGIN);
    else {
      endReveal();
      say(`${NAMES[target.kind]} is not in the conversation as of event ${view.at}.`);
    }
  }, [box, target, view, rows, wantRows, endReveal, say]);
}

/** Scrolls to a row, gives it the focus and marks it for a moment. */
function bringIntoSight(row: HTMLElement): void {
  row.scrollIntoView({ block: "center" });
  const entry = row.querySelector<HTMLElement>("article") ?? row;
  entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  row.dataset["marked"] = "true";
  setTimeout(() => delete row.dataset["marked"], MARKED_MS);
}

const NAMES: Readonly<Record<ConversationTarget["kind"], string>> = {
  message: "That message",
  toolCall: "That tool call",
  run: "That run",
  step: "That step",
  subagent: "That subagent",
};
