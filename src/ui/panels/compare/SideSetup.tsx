import { useMemo, useState, type FormEvent } from "react";
import { checkUrl } from "#src/run/checkTarget.ts";
import { addressProblem, hasVariables, shownAddress } from "#src/store/address.ts";
import { selectStartsRecording } from "#src/store/selectors.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./SideSetup.module.css";
import { endpointKey, endpointOptions } from "./endpointOptions.ts";

/** More columns than these can no longer be read, and a browser opens no more connections to one server. */
const MOST = 6;

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
          <Endpoints />
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

function Endpoints() {
  const store = useScopeStore();
  const chosen = useScope((state) => state.sideBySide);
  const agents = useScope((state) => state.agents);
  const discovery = useScope((state) => state.discovery);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState("");
  const keys = chosen.map((endpoint) => endpointKey(endpoint));
  const isFull = chosen.length >= MOST;
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const state = { ...store.getState(), endpoint: typed.trim() };
    const target = checkUrl(shownAddress(state));
    const problem = hasVariables(state) ? addressProblem(state) : target.ok ? undefined : target.error;
    setWrong(problem ?? "");
    if (problem !== undefined) return;
    const endpoint = { title: typed.trim().replace(/^\w+:\/\//, ""), url: typed.trim() };
    if (!keys.includes(endpointKey(endpoint))) store.getState().setSideBySide([...chosen, endpoint]);
    setTyped("");
  };
  return (
    <fieldset className={styles.endpoints}>
      <legend>Endpoints, the first chosen is what the others are compared with</legend>
      <ul className={styles.list}>
        {endpointOptions({ agents, discovery, sideBySide: chosen }).map(({ key, endpoint, description }) => {
          const place = keys.indexOf(key);
          return (
            <li key={key} data-full={(isFull && place < 0) || undefined}>
              <CheckField
                checked={place >= 0}
                onChange={(on) => {
                  if (on && isFull) return;
                  const others = chosen.filter((each) => endpointKey(each) !== key);
                  store.getState().setSideBySide(on ? [...others, endpoint] : others);
                }}
              >
                <span className={styles.title}>{endpoint.title}</span>
                <span className={styles.place}>{place >= 0 ? place + 1 : ""}</span>
                {description !== "" && <span className={styles.description}>{description}</span>}
              </CheckField>
            </li>
          );
        })}
      </ul>
      <form className={styles.add} onSubmit={add}>
        <PrivateInput
          className={`${controls.field} ${controls.code}`}
          type="text"
          aria-label="Another address"
          placeholder="http://localhost:8000/agent"
          aria-invalid={wrong !== ""}
          disabled={isFull}
          value={typed}
          onText={setTyped}
        />
        <Button size="sm" type="submit" disabled={isFull || typed.trim() === ""}>
          Add
        </Button>
      </form>
      {wrong !== "" && (
        <p className={styles.wrong} role="alert">
          {wrong}
        </p>
      )}
      {isFull && <p>Six are the most.</p>}
    </fieldset>
  );
}
