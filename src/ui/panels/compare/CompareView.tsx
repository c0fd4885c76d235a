import { useRef, useState } from "react";
import type { Comparison } from "#src/store/compareTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { useModal } from "#src/ui/shell/useModal.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ColumnHead } from "./ColumnHead.tsx";
import styles from "./Compare.module.css";
import { DifferenceLine } from "./DifferenceLine.tsx";
import { EventRows } from "./EventRows.tsx";
import { ResultRows } from "./ResultRows.tsx";
import { RowDetail } from "./RowDetail.tsx";
import { SideSetup } from "./SideSetup.tsx";
import { useComparison } from "./useComparison.ts";

/** Runs beside each other, over the whole window. */
export function CompareView() {
  const comparison = useScope((state) => state.comparison);
  return comparison && <View comparison={comparison} />;
}

function View({ comparison: { kind, columns, revision } }: { readonly comparison: Comparison }) {
  const store = useScopeStore();
  const dialog = useModal("textarea:enabled, [aria-pressed]");
  const [tab, setTab] = useState<"events" | "results">("events");
  const isRunning = columns.some(({ status: { phase } }) => phase === "connecting" || phase === "streaming");
  return (
    <dialog
      ref={dialog}
      className={styles.view}
      aria-labelledby="compare-title"
      onClose={() => dialog.current?.open === false && store.getState().closeCompare()}
    >
      <header className={styles.bar}>
        <h2 id="compare-title">{kind === "runs" ? "Compared runs" : "Side by side"}</h2>
        {columns.length > 0 && (
          <div role="group" aria-label="What is compared" className={styles.switch}>
            <button type="button" aria-pressed={tab === "events"} onClick={() => setTab("events")}>
              Events
            </button>
            <button type="button" aria-pressed={tab === "results"} onClick={() => setTab("results")}>
              Results
            </button>
          </div>
        )}
        <span className={styles.push} />
        {isRunning && kind === "sideBySide" && (
          <Button size="sm" icon="stop" onClick={() => store.getState().stopSideBySide()}>
            Stop all
          </Button>
        )}
        <Button
          size="sm"
          variant="ghost"
          icon="close"
          aria-label="Close the comparison"
          onClick={() => dialog.current?.close()}
        />
      </header>
      {kind === "sideBySide" && <SideSetup hasColumns={columns.length > 0} />}
      {columns.length > 0 ? (
        <Columns key={columns.map(({ id }) => id).join(" ")} {...{ columns, revision, tab, setTab }} />
      ) : (
        <EmptyState icon="compare" title="No runs yet">
          <p>Each endpoint gets a column: its events row by row, its results, and where they differ from the first.</p>
        </EmptyState>
      )}
    </dialog>
  );
}

interface ColumnsProps extends Pick<Comparison, "columns" | "revision"> {
  readonly tab: "events" | "results";
  readonly setTab: (tab: "events" | "results") => void;
}

function Columns({ columns, revision, tab, setTab }: ColumnsProps) {
  const comparison = useComparison(columns, revision);
  const [active, setActive] = useState(-1);
  const grid = useRef<HTMLDivElement>(null);
  const go = (row: number): void => {
    setTab("events");
    setActive(row);
    // Where the events were not shown, they are after this.
    requestAnimationFrame(() => grid.current?.focus({ preventScroll: true }));
  };
  const heads = columns.map((column, place) => (
    <ColumnHead key={column.id} column={column} place={place} comparison={comparison} />
  ));
  return (
    <>
      <DifferenceLine comparison={comparison} columns={columns} active={active} onGo={go} />
      {tab === "events" ? (
        <>
          <EventRows comparison={comparison} heads={heads} active={active} onChoose={setActive} grid={grid} />
          <RowDetail comparison={comparison} columns={columns} row={active} />
        </>
      ) : (
        <ResultRows columns={columns} heads={heads} />
      )}
    </>
  );
}
