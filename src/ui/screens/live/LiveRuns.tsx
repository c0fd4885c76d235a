import { useRef, type KeyboardEvent, type MouseEvent } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope } from "#src/ui/useScope.ts";
import { LiveRunRowView } from "./LiveRunRowView.tsx";
import styles from "./LiveRuns.module.css";

const COMMAND = "npx agui-scope record --target URL";

/** What came, newest first, as a grid whose rows lead to the Scope screen. */
export function LiveRuns() {
  const runs = useScope((state) => state.liveRuns);
  const forgotten = useScope((state) => state.forgottenRuns);
  const clear = useScope((state) => state.clearRuns);
  const grid = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const links = [...(grid.current?.querySelectorAll<HTMLElement>("a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const last = links.length - 1;
    const to = { ArrowDown: Math.min(last, at + 1), ArrowUp: Math.max(0, at - 1), Home: 0, End: last }[event.key];
    const link = to === undefined ? undefined : links[to];
    if (!link) return;
    event.preventDefault();
    link.focus();
  };
  const onClick = ({ target }: MouseEvent): void => {
    // A link opens its run by itself, also in the way that the keyboard does.
    if (!(target instanceof Element) || target.closest("a")) return;
    target.closest("[data-run]")?.querySelector("a")?.click();
  };
  return (
    <>
      <header className={styles.bar}>
        <h2 className={styles.title}>Live runs</h2>
        {runs.length > 0 && <span>{plural(runs.length, "call")}</span>}
        {forgotten > 0 && <span>{plural(forgotten, "older one")} forgotten</span>}
        <Button size="sm" variant="ghost" icon="trash" disabled={runs.length === 0} onClick={() => void clear()}>
          Clear
        </Button>
      </header>
      {runs.length === 0 ? (
        <EmptyState icon="run" title="No runs yet">
          <p>
            Start a recorder, give your app its address instead of the agent’s, and each run appears here while it
            streams. Or start one in a terminal:
          </p>
          <p className={styles.command}>
            <code>{COMMAND}</code>
            <CopyButton text={COMMAND} label="Copy the command" />
          </p>
        </EmptyState>
      ) : (
        <div
          ref={grid}
          role="grid"
          aria-label="Live runs"
          aria-rowcount={runs.length + 1}
          aria-readonly="true"
          tabIndex={-1}
          className={styles.grid}
          onClick={onClick}
          onKeyDown={onKeyDown}
        >
          <div role="row" aria-rowindex={1} className={styles.head}>
            <span role="columnheader">time</span>
            <span role="columnheader">call</span>
            <span role="columnheader" className={styles.client}>
              client
            </span>
            <span role="columnheader">thread</span>
            <span role="columnheader" className={styles.run}>
              run
            </span>
            <span role="columnheader">status</span>
            <span role="columnheader" className={styles.number}>
              events
            </span>
            <span role="columnheader" className={styles.number}>
              took
            </span>
            <span role="columnheader">problems</span>
          </div>
          {runs.map((run, index) => (
            <LiveRunRowView key={run.id} run={run} rowIndex={index + 2} isTabStop={index === 0} />
          ))}
        </div>
      )}
    </>
  );
}
