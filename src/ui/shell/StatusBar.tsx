import { formatBytes, formatMs, plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import { selectHeldRun } from "#src/store/selectors.ts";
import { firstTokenTime } from "./firstToken.ts";
import { heldSince, statusText } from "./statusText.ts";
import { WaitNote } from "./WaitNote.tsx";
import styles from "./StatusBar.module.css";

/** The bottom bar: where the run stands, and figures of the recording. */
export function StatusBar() {
  const status = useScope((state) => state.status);
  const length = useScope((state) => state.length);
  useScope((state) => state.revision);
  const reading = useReading();
  const name = useScope((state) => (state.session.origin === "live" ? undefined : state.session.name));
  const cursor = useScope((state) => state.cursor);
  const firstToken = firstTokenTime(reading);
  const held = useScope(selectHeldRun);
  const isFile = useScope((state) => state.session.origin === "file");
  const said = statusText(status, reading, isFile);
  const text = held ? `${said} · held at event ${held.at}` : said;
  return (
    <footer className={styles.bar}>
      <div role="status" aria-label="Run status" className={styles.status} data-phase={status.phase} title={text}>
        <i className={styles.dot} aria-hidden="true" />
        <span className={styles.text}>
          {text}
          {/* It grows with every event, which a screen reader would have to say each time. */}
          {held && <span aria-hidden="true">{heldSince(held)}</span>}
        </span>
      </div>
      <WaitNote />
      {cursor !== "live" && <span>Paused at {cursor}</span>}
      {length > 0 && (
        <span>
          {plural(length, "event")} · {formatBytes(reading.log.byteLength)}
        </span>
      )}
      {firstToken !== undefined && <span className={styles.firstToken}>First token {formatMs(firstToken)}</span>}
      {reading.droppedBytes > 0 && (
        <span className={styles.full}>Recording full: {formatBytes(reading.droppedBytes)} not kept</span>
      )}
      {name !== undefined && <span className={styles.file}>{name}</span>}
    </footer>
  );
}
