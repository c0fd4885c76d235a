import { useId, useState, type FormEvent } from "react";
import type { FilledAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { addressOf } from "#src/store/address.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./LiveScreen.module.css";

/** Other programs shall not learn a secret from here. */
const withoutSecrets = ({ url = "", pieces }: FilledAddress): string =>
  pieces.some(({ secret }) => secret !== undefined) ? "" : url;

/** Starts a recorder in front of an agent. */
export function RecordForm() {
  const store = useScopeStore();
  const base = useId();
  const startRecorder = useScope((state) => state.startRecorder);
  const [target, setTarget] = useState(() => withoutSecrets(addressOf(store.getState())));
  const [port, setPort] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const number = port.trim() === "" ? undefined : Number(port);
    if (number !== undefined && !(Number.isInteger(number) && number >= 1 && number <= 65_535)) {
      setProblem("A port is a number from 1 to 65535; left empty, a free one is taken.");
      return;
    }
    setBusy(true);
    const started = await startRecorder(target.trim(), number);
    setBusy(false);
    setProblem(started.ok ? "" : started.error);
  };
  return (
    <form className={styles.form} aria-labelledby={`${base}-title`} onSubmit={(event) => void start(event)}>
      <h2 id={`${base}-title`} className={styles.title}>
        Record your app
      </h2>
      <p className={styles.lead}>
        A recorder passes each call of your app on to its agent and shows it here while it streams.
      </p>
      <label className={styles.label} htmlFor={`${base}-target`}>
        Agent URL to record
      </label>
      <input
        id={`${base}-target`}
        className={styles.input}
        type="url"
        placeholder="http://localhost:8000/agent"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={target}
        aria-invalid={problem !== ""}
        aria-describedby={problem === "" ? undefined : `${base}-problem`}
        onChange={(event) => setTarget(event.target.value)}
      />
      <div className={styles.formRow}>
        <label className={styles.label} htmlFor={`${base}-port`}>
          Port
        </label>
        <input
          id={`${base}-port`}
          className={styles.port}
          inputMode="numeric"
          placeholder="any free"
          autoComplete="off"
          value={port}
          onChange={(event) => setPort(event.target.value)}
        />
        <Button type="submit" variant="primary" disabled={busy || target.trim() === ""}>
          Start recording
        </Button>
      </div>
      {problem !== "" && (
        <p id={`${base}-problem`} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </form>
  );
}
