import { useId, useMemo, useState } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { runTree, type RunNode } from "#src/run/threads/runTree.ts";
import { isUnsaved } from "#src/store/setAside.ts";
import type { KeptThread } from "#src/store/threadTypes.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { ShowMore } from "#src/ui/panels/event/ShowMore.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { RunLine } from "./RunLine.tsx";
import { shortAddress, threadTitle } from "./threadWords.ts";
import { useRunRows } from "./useRunRows.ts";
import styles from "./threads.module.css";

/** Runs of one thread that are listed before more are asked for. */
const STEP = 100;

interface ThreadItemProps {
  readonly thread: KeptThread;
  /** Its place in the list, from 1. */
  readonly number: number;
  readonly isShown: boolean;
}

/** One recording: what it is, and its runs. What was said in it stays out of names: it may hold that of any other button. */
export function ThreadItem({ thread, number, isShown }: ThreadItemProps) {
  const store = useScopeStore();
  const { session } = thread;
  const { reading, id, origin } = session;
  const revision = useScope((state) => (state.session.id === id ? state.viewRevision : goesOn(reading) ? -2 : -1));
  const unsaved = useScope((state) => isUnsaved(state, thread));
  const rows = useRunRows(reading, revision);
  const [isFolded, setFolded] = useState(false);
  const [count, setCount] = useState(STEP);
  const list = useId();
  const about = useId();
  const name = `thread ${number}`;
  const tree = useMemo(() => runTree(rows.slice(0, count)), [rows, count]);
  const title = threadTitle(session, rows[0]);
  const address = shortAddress(rows[0]?.url ?? "");
  return (
    <li className={styles.thread} data-shown={isShown || undefined}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!isFolded}
          aria-controls={list}
          aria-label={`Requests of ${name}`}
          title={isFolded ? "Show its runs" : "Hide its runs"}
          onClick={() => setFolded(!isFolded)}
        >
          <Icon name={isFolded ? "chevronRight" : "chevronDown"} size={12} />
        </button>
        <button
          type="button"
          className={styles.show}
          aria-label={`Show ${name}`}
          aria-describedby={about}
          aria-current={isShown || undefined}
          title={isShown ? "It is on screen" : "Bring it on screen"}
          onClick={() => store.getState().showThread(id)}
        >
          <span id={about} className={styles.about}>
            <span className={styles.titleLine}>
              <span className={styles.title}>{title}</span>
              {isShown && <Pill tone="info">on screen</Pill>}
            </span>
            {address !== "" && <span className={styles.address}>{address}</span>}
            <span className={styles.facts}>
              <span>{reading.length === 0 ? "no events" : plural(reading.length, "event")}</span>
              {origin === "traffic" ? (
                <Pill>live traffic</Pill>
              ) : (
                reading.length > 0 &&
                (unsaved ? <Pill tone="warning">not saved</Pill> : <Pill tone="ok">in a file</Pill>)
              )}
            </span>
          </span>
        </button>
        <RemoveButton label={`Close ${name}`} onRemove={() => store.getState().closeThread(id)} />
      </div>
      <div id={list} hidden={isFolded}>
        {rows.length === 0 && <p className={styles.note}>Nothing was sent yet.</p>}
        <RunList nodes={tree} session={id} thread={name} label={`Requests of ${name}`} />
        <ShowMore count={rows.length} shown={count} step={STEP} onShow={setCount} />
      </div>
    </li>
  );
}

function goesOn({ log }: Reading): boolean {
  const last = log.exchanges.at(-1);
  return last !== undefined && last.end === undefined;
}

interface RunListProps {
  readonly nodes: readonly RunNode[];
  readonly session: string;
  readonly thread: string;
  readonly label?: string;
}

function RunList({ nodes, session, thread, label }: RunListProps) {
  if (nodes.length === 0) return null;
  return (
    <ul className={styles.runs} aria-label={label}>
      {nodes.map(({ row, branches }) => (
        <li key={row.exchange}>
          <RunLine row={row} session={session} thread={thread} />
          {branches.map((branch) => (
            <RunList key={branch[0]?.row.exchange} nodes={branch} session={session} thread={thread} />
          ))}
        </li>
      ))}
    </ul>
  );
}
