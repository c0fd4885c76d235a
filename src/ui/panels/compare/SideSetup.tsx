import { useMemo, useState } from "react";
import { selectStartsRecording } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useScopeStore } from "#src/ui/useScope.ts";
import { EndpointChoice } from "./EndpointChoice.tsx";
import styles from "./SideSetup.module.css";

/** Chooses the endpoints and what they get, and starts them. */
export function SideSetup({ hasColumns }: { readonly hasColumns: boolean }) {
  const store = useScopeStore();
  const [open, setOpen] = useState(!hasColumns);
  const chosen = useScope((state) => state.sideBySide);
  const message = useScope((state) => state.draft.message);
  const hasBody = useScope((state) => state.draft.bodyText !== undefined);
  const problem = useScope((state) => state.sideBySideProblem);
  const history = useHistoryLength();
  const [withHistory, setWithHistory] = useState(true);
  const isHeld = useScope((state) => state.faultsOn || state.runBreakpoints.some(({ enabled }) => enabled));
  const canStart = chosen.length >= 2;
  const start = (anyway: boolean): void => {
    setOpen(false);
    void store.getState().startSideBySide({ anyway, withHistory });
  };
  return (
    <section className={styles.setup} aria-label="Endpoints and input">
      <div className={styles.top}>
        <Button
          size="sm"
          variant="ghost"
          icon={open ? "chevronDown" : "chevronRight"}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {chosen.length < 2 ? "Choose two to six endpoints" : `${plural(chosen.length, "endpoint")}, one input`}
        </Button>
        <span className={styles.titles}>{chosen.map(({ title }) => title).join(" · ")}</span>
        <Button size="sm" variant="primary" icon="run" disabled={!canStart} onClick={() => start(false)}>
          Start all
        </Button>
      </div>
      {problem !== "" && (
        <p className={styles.problem} role="alert">
          {problem}
          <Button size="sm" onClick={() => start(true)}>
            Send anyway
          </Button>
        </p>
      )}
      {open && (
        <div className={styles.body}>
          <EndpointChoice />
          <div className={styles.input}>
            <label className={styles.message}>
              Message to all
              <textarea
                className={`${controls.field} ${styles.text}`}
                rows={4}
                value={message}
                disabled={hasBody}
                onChange={({ target }) => store.getState().editDraft({ message: target.value })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !canStart) return;
                  event.preventDefault();
                  start(false);
                }}
              />
            </label>
            {hasBody && <p>The request was edited as a whole under Input: it goes to all of them as it is.</p>}
            {history > 0 && !hasBody && (
              <CheckField checked={withHistory} onChange={setWithHistory}>
                With the conversation on screen ({plural(history, "message")})
              </CheckField>
            )}
            <p>
              State, context, forwarded props and tools are those under Input and Tools. Each endpoint gets a thread of
              its own, by its own route, headers and form of the body. What an agent waits for at the end is shown, and
              not answered.
            </p>
            {isHeld && <p>Faults and breakpoints are for Run: they do nothing here.</p>}
          </div>
        </div>
      )}
    </section>
  );
}

/** How many messages Run would send along. */
function useHistoryLength(): number {
  const reading = useReading();
  const fork = useScope((state) => state.fork);
  const length = useScope((state) => (selectStartsRecording(state) ? 0 : state.length));
  return useMemo(() => (fork?.conversation ?? reading.viewAt(length)).messages.length, [fork, reading, length]);
}
