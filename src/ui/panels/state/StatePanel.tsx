import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { formatPointer, getPointer } from "#src/lib/jsonPointer.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { CLOSED, OPEN, openLevels, reveal, type Expansion } from "./expansion.ts";
import { JsonTree } from "./JsonTree.tsx";
import { PatchFailure } from "./PatchFailure.tsx";
import { countRows, isContainer } from "./treeRows.ts";
import { findLastChange, useLastChange } from "./useLastChange.ts";
import { useRevealedPath } from "./useRevealedPath.ts";
import { useStateChange } from "./useStateChange.ts";
import { ValueDetail } from "./ValueDetail.tsx";
import styles from "./StatePanel.module.css";

/** Opened at first. */
const LEVELS = openLevels(3);
/** A tree with more rows is not opened as a whole: browsers cannot scroll that far. */
const MOST_ROWS = 500_000;

/** The shared state as of the cursor, with what the last change did to it. */
export function StatePanel() {
  const view = useView();
  const reading = useReading();
  const change = useStateChange();
  const goTo = useScope((state) => state.goTo);
  const [expansion, setExpansion] = useState<Expansion>(LEVELS);
  const [active, setActive] = useState<readonly string[]>();
  const { state, stateChangedBy } = view;
  const selected = useMemo(() => (active ? getPointer(state, active) : undefined), [state, active]);
  const running = useScope(selectIsRunning);
  // Looking back takes its time, so while events stream in only a click asks for it.
  const origin = useLastChange(reading, running ? undefined : active, view.at);
  /** The value whose origin was asked for, as of an event: moving on takes the question back. */
  const [asked, setAsked] = useState<{ readonly path: readonly string[]; readonly at: number }>();
  useEffect(() => {
    if (asked?.at !== view.at) return undefined;
    return findLastChange(reading, formatPointer(asked.path), asked.at, (seq) => {
      if (seq > 0) goTo(seq);
    });
  }, [reading, asked, view.at, goTo]);
  const empty = isContainer(state) && countRows(state, OPEN) === 1 && change.ghosts.length === 0;
  /** Goes to the first changed row, or from one changed row to the next. */
  const showChange = (): void => {
    const at = change.places.findIndex((path) => active && formatPointer(path) === formatPointer(active));
    const next = change.places[(at + 1) % change.places.length];
    if (!next) return;
    setExpansion(reveal(expansion, next));
    setActive(next);
  };
  const panel = useRef<HTMLDivElement>(null);
  useRevealedPath(panel, state, (path) => {
    setExpansion(reveal(expansion, path));
    setActive(path);
  });
  const goToOrigin = (path: readonly string[]): void => setAsked({ path, at: view.at });
  if (empty && stateChangedBy === 0)
    return (
      <EmptyTree>
        <EmptyState title="No state yet">
          STATE_SNAPSHOT and STATE_DELTA events set it; the next request can send one, too.
        </EmptyState>
      </EmptyTree>
    );
  return (
    <div ref={panel} className={styles.panel}>
      {stateChangedBy > 0 && <PatchFailure reading={reading} seq={stateChangedBy} at={view.at} />}
      <div className={styles.bar}>
        <Button size="sm" variant="ghost" onClick={() => setExpansion(CLOSED_MEMBERS)}>
          Collapse all
        </Button>
        <Button
          size="sm"
          variant="ghost"
          disabled={countRows(state, OPEN) > MOST_ROWS}
          onClick={() => setExpansion(OPEN)}
        >
          Expand all
        </Button>
        {change.places.length > 0 && (
          <Button size="sm" variant="ghost" onClick={showChange}>
            Show {change.count === 1 ? "the change" : `the ${formatCount(change.count)} changes`}
          </Button>
        )}
        {change.cut && (
          <span className={styles.note}>{formatCount(change.count)} changes, the first 500 are marked</span>
        )}
        <span className={styles.push} />
        <CopyButton label="Copy state" text={() => stringifyJson(state, 2)} />
      </div>
      {empty ? (
        <EmptyTree>
          <span className={styles.emptyValue}>{Array.isArray(state) ? "[]" : "{}"}</span>
        </EmptyTree>
      ) : (
        <JsonTree
          value={state}
          label="State"
          expansion={expansion}
          onExpansion={setExpansion}
          active={active}
          onActive={setActive}
          onActivate={goToOrigin}
          ghosts={change.ghosts}
          markOf={change.markOf}
        />
      )}
      {active && selected !== undefined && (
        <ValueDetail path={active} value={selected} origin={origin} onClose={() => setActive(undefined)} />
      )}
    </div>
  );
}

/** The tree while it has nothing to unfold: it is where it always is, for whoever looks for it by its name. */
function EmptyTree({ children }: { readonly children: ReactNode }) {
  return (
    <div role="tree" aria-label="State" className={styles.emptyTree}>
      <div role="treeitem" aria-selected="false" tabIndex={0} className={styles.emptyItem}>
        {children}
      </div>
    </div>
  );
}

const CLOSED_MEMBERS: Expansion = { open: true, children: new Map(), rest: CLOSED };
