import { useState, type FormEvent } from "react";
import { checkUrl } from "#src/run/checkTarget.ts";
import { addressOrigin, addressProblem, hasVariables, shownAddress } from "#src/store/address.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { endpointKey, endpointOptions } from "./endpointOptions.ts";
import styles from "./SideSetup.module.css";

/** More columns than these can no longer be read, and a browser opens no more connections to one server. */
const MOST = 6;

/** Chooses the endpoints: known ones by a tick, any other by its address. */
export function EndpointChoice() {
  const store = useScopeStore();
  const chosen = useScope((state) => state.sideBySide);
  const agents = useScope((state) => state.agents);
  const discovery = useScope((state) => state.discovery);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState("");
  // What is no longer chosen stays in the list, and the focus on it.
  const [seen, setSeen] = useState(chosen);
  const listed = [...new Map([...seen, ...chosen].map((endpoint) => [endpointKey(endpoint), endpoint])).values()];
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
        {endpointOptions({ agents, discovery, sideBySide: listed }).map(({ key, endpoint, description }) => {
          const place = keys.indexOf(key);
          return (
            <li key={key} data-full={(isFull && place < 0) || undefined}>
              <CheckField
                checked={place >= 0}
                onChange={(on) => {
                  if (on && isFull) return;
                  setSeen(listed);
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
      <LookForAgents />
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

/** Asks the server of the endpoint field which agents it has; those that serve the page are listed anyway. */
function LookForAgents() {
  const store = useScopeStore();
  const origin = useScope(addressOrigin);
  const isOwn = useScope((state) => origin === state.pageOrigin && state.agents.length > 0);
  const discovery = useScope((state) => state.discovery);
  if (origin === undefined || isOwn) return null;
  const known = discovery !== undefined && endpointOrigin(discovery.endpoint) === origin ? discovery : undefined;
  const foundNone = known?.status === "done" && known.found?.choices.every(({ call }) => call !== "run") === true;
  return (
    <p className={styles.look}>
      <Button
        size="sm"
        icon="search"
        disabled={known?.status === "asking"}
        onClick={() => void store.getState().discover()}
      >
        Look for agents at {origin}
      </Button>
      <span role="status" aria-label="Agents found">
        {known?.status === "asking" && "Looking…"}
        {known?.status === "failed" && known.problem}
        {foundNone && "None was listed: add their addresses."}
      </span>
    </p>
  );
}
