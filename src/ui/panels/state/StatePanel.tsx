import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { formatPointer, getPointer } from "#src/lib/jsonPointer.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { selectIsRunning } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import type { MenuPlace } from "#src/ui/components/Menu.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { PatchFailureNote } from "#src/ui/panels/patchFailure/PatchFailureNote.tsx";
import { PredictionNote } from "#src/ui/panels/prediction/PredictionNote.tsx";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { CLOSED, OPEN, openLevels, reveal, type Expansion } from "./expansion.ts";
import { JsonTree } from "./JsonTree.tsx";
import { TreeSearchBar } from "./TreeSearchBar.tsx";
import { countValues, isContainer, sizeOf } from "./treeRows.ts";
import { findLastChange, useLastChange } from "./useLastChange.ts";
import { useRevealedPath } from "./useRevealedPath.ts";
import { useStateChange } from "./useStateChange.ts";
import { useStateSearch } from "./useStateSearch.ts";
import { ValueDetail } from "./ValueDetail.tsx";
import { ValueMenu } from "./ValueMenu.tsx";
import frame from "#src/ui/components/panel.module.css";
import styles from "./StatePanel.module.css";

/** Opened at first. */
const LEVELS = openLevels(3);
/** A tree with more rows is not opened as a whole: browsers cannot scroll that far. */
const MOST_ROWS = 500_000;
/** How long a remark about what was done stays. Milliseconds. */
const REMARK_MS = 3000;

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
  const empty = isContainer(state) && sizeOf(state) === 0 && change.ghosts.length === 0;
  const [menu, setMenu] = useState<{ readonly path: readonly string[]; readonly place: MenuPlace }>();
  const menuValue = menu && getPointer(state, menu.path);
  const [remark, setRemark] = useState("");
  useEffect(() => {
    if (remark === "") return undefined;
    const timer = setTimeout(() => setRemark(""), REMARK_MS);
    return () => clearTimeout(timer);
  }, [remark]);
  const show = (path: readonly string[]): void => {
    setExpansion((last) => reveal(last, path));
    setActive(path);
  };
  const search = useStateSearch(state, show);
  /** Goes to the first changed row, or from one changed row to the next. */
  const showChange = (): void => {
    const at = change.places.findIndex((path) => active && formatPointer(path) === formatPointer(active));
    const next = change.places[(at + 1) % change.places.length];
    if (next) show(next);
  };
  const expandAll = (): void => {
    if (countValues(state, MOST_ROWS + 1) <= MOST_ROWS) setExpansion(OPEN);
    else setRemark(`More than ${formatCount(MOST_ROWS)} rows: open parts of it`);
  };
  const panel = useRef<HTMLDivElement>(null);
  const focusTree = (): void =>
    panel.current?.querySelector<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true });
  useRevealedPath(panel, state, show);
  const goToOrigin = (path: readonly string[]): void => setAsked({ path, at: view.at });
  if (empty && stateChangedBy === 0)
    return (
      <>
        <PredictionNote view={view} />
        <EmptyTree>
          <EmptyState title="No state yet">
            STATE_SNAPSHOT and STATE_DELTA events set it; the next request can send one, too.
          </EmptyState>
        </EmptyTree>
      </>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      ref={panel}
      className={frame.panel}
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
          return;
        event.preventDefault();
        search.open();
      }}
    >
      <PatchFailureNote reading={reading} seq={stateChangedBy} at={view.at} />
      <PredictionNote view={view} />
      <div className={`${frame.bar} ${styles.bar}`}>
        <Button size="sm" variant="ghost" aria-label="Collapse all" onClick={() => setExpansion(CLOSED_MEMBERS)}>
          <span>
            Collapse<span className={styles.all}> all</span>
          </span>
        </Button>
        <Button size="sm" variant="ghost" aria-label="Expand all" onClick={expandAll}>
          <span>
            Expand<span className={styles.all}> all</span>
          </span>
        </Button>
        {change.places.length > 0 && (
          <Button size="sm" variant="ghost" className={styles.changes} onClick={showChange}>
            Show {change.count === 1 ? "the change" : `the ${formatCount(change.count)} changes`}
          </Button>
        )}
        {change.cut && (
          <span className={styles.note}>
            {formatCount(change.count)} changes, the first {formatCount(change.places.length)} are marked
          </span>
        )}
        <span role="status" className={styles.remark}>
          {remark}
        </span>
        <Button
          size="sm"
          variant="ghost"
          icon="search"
          aria-label="Search the state"
          aria-expanded={search.isOpen}
          onClick={search.isOpen ? search.close : search.open}
        />
        <CopyButton label="Copy state" text={() => stringifyJson(state, 2)} />
      </div>
      {search.isOpen && (
        <TreeSearchBar
          field={search.field}
          text={search.text}
          progress={search.progress}
          current={search.current}
          onText={search.setText}
          onGo={search.go}
          onClose={() => {
            search.close();
            focusTree();
          }}
        />
      )}
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
          onMenu={(path, place) => setMenu({ path, place })}
          pattern={search.pattern}
        />
      )}
      {active && selected !== undefined && (
        <ValueDetail path={active} value={selected} origin={origin} onClose={() => setActive(undefined)} />
      )}
      {menu && menuValue !== undefined && (
        <ValueMenu
          document={state}
          path={menu.path}
          value={menuValue}
          place={menu.place}
          onWhoSetThis={() => goToOrigin(menu.path)}
          onSaid={setRemark}
          onClose={(isDone) => {
            setMenu(undefined);
            if (isDone) focusTree();
          }}
        />
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
