import { useEffect, useState, useSyncExternalStore } from "react";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { LanesView } from "./LanesView.tsx";
import { OverviewModel } from "./overviewModel.ts";
import { eventWords } from "./overviewWords.ts";
import { eventsIn } from "./plot.ts";
import { SpansTable } from "./SpansTable.tsx";
import styles from "./OverviewPanel.module.css";

/** The whole recording at a glance: what went on when, in lanes. */
export function OverviewPanel() {
  // Another recording starts anew.
  return <Overview key={useScope((state) => state.session.id)} />;
}

function Overview() {
  const store = useScopeStore();
  const [model] = useState(() => new OverviewModel(store));
  const shown = useSyncExternalStore(model.subscribe, () => model.shown);
  const isOpen = useScope((state) => state.panelSizes["overview"]?.["closed"] !== 1);
  const byNumber = useScope((state) => state.panelSizes["overview"]?.["byNumber"] === 1);
  const isEmpty = useScope((state) => state.length === 0);
  const [asTable, setAsTable] = useState(false);
  useEffect(() => model.showNumbers(byNumber), [model, byNumber]);
  const remember = (change: Readonly<Record<string, number>>): void => {
    const { panelSizes, rememberSizes } = store.getState();
    rememberSizes("overview", { ...panelSizes["overview"], ...change });
  };
  const { zoom, timed, reading } = shown;
  const { plot } = model;
  const events = zoom && plot && eventsIn(plot.axis, zoom);
  return (
    <section aria-label="Overview" className={styles.overview}>
      <div className={styles.head} data-zoomed={zoom !== undefined || undefined}>
        <Button
          size="sm"
          variant="ghost"
          icon={isOpen ? "chevronDown" : "chevronRight"}
          aria-expanded={isOpen}
          onClick={() => remember({ closed: isOpen ? 1 : 0 })}
        >
          Lanes
        </Button>
        {isOpen && (
          <>
            <span className={styles.note}>
              {reading !== undefined && `Read ${formatCount(reading)} events so far.`}
              {reading === undefined &&
                !timed &&
                !isEmpty &&
                !zoom &&
                "This capture has no times: from left to right are event numbers."}
              {events && `${eventWords(events.first, events.last)} of ${formatCount(plot.spans.at)}`}
              {zoom && !events && "No event lies here"}
            </span>
            {zoom && (
              <>
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label="Show only these events"
                  disabled={!events}
                  onClick={() => events && store.getState().setFilterText(`n:${events.first}..${events.last}`)}
                >
                  <span>
                    Show only these<span className={styles.word}> events</span>
                  </span>
                </Button>
                <Button size="sm" variant="ghost" onClick={() => model.zoomTo(undefined)}>
                  Reset zoom
                </Button>
              </>
            )}
            <Button
              size="sm"
              variant="ghost"
              aria-label="By event number"
              aria-pressed={byNumber || !timed}
              disabled={!timed}
              onClick={() => remember({ byNumber: byNumber ? 0 : 1 })}
            >
              <span>
                By <span className={styles.word}>event </span>number
              </span>
            </Button>
            <Button size="sm" variant="ghost" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              Spans as table
            </Button>
          </>
        )}
      </div>
      {isOpen && <LanesView model={model} shown={shown} hidden={asTable} />}
      {isOpen && isEmpty && (
        <p className={styles.empty}>
          Runs, messages, tool calls, state changes and waits will stand here side by side, each in its lane.
        </p>
      )}
      {isOpen && asTable && <SpansTable model={model} />}
    </section>
  );
}
