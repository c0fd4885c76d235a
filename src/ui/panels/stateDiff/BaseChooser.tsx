import { useState } from "react";
import type { DiffBase } from "#src/store/types.ts";
import controls from "#src/ui/components/controls.module.css";
import { useCursorSeq, useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./StateDiffPanel.module.css";

const BASES: readonly { readonly kind: DiffBase["kind"]; readonly title: string }[] = [
  { kind: "previous-change", title: "previous state change" },
  { kind: "previous-event", title: "previous event" },
  { kind: "start", title: "start" },
  { kind: "event", title: "event number" },
];

/** Chooses what the state at the cursor is compared with. */
export function BaseChooser() {
  const store = useScopeStore();
  const base = useScope((state) => state.diffBase);
  const seq = useCursorSeq();
  const { compareWith } = store.getState();
  return (
    <div className={styles.chooser}>
      <label className={styles.label}>
        Compare with
        <select
          className={controls.field}
          aria-label="Compare with"
          value={base.kind}
          onChange={({ target }) => {
            const kind = target.value as DiffBase["kind"];
            compareWith(kind === "event" ? { kind, seq: Math.max(0, seq - 1) } : { kind });
          }}
        >
          {BASES.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {base.kind === "event" && (
        <EventNumber seq={base.seq} onChange={(chosen) => compareWith({ kind: "event", seq: chosen })} />
      )}
    </div>
  );
}

/** A field for the number of an event of the recording. What is none stays as typed, is marked and changes nothing. */
function EventNumber({ seq, onChange }: { readonly seq: number; readonly onChange: (seq: number) => void }) {
  const last = useScope((state) => state.length);
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? String(seq);
  const isNumber = (text: string): boolean => /^\d{1,9}$/.test(text) && Number(text) <= last;
  return (
    <input
      className={`${controls.field} ${styles.number}`}
      inputMode="numeric"
      autoComplete="off"
      aria-label="Event to compare with"
      aria-invalid={!isNumber(shown)}
      title={`A number from 0, before the first event, to ${last}`}
      value={shown}
      onChange={({ target }) => {
        const text = target.value.trim();
        setTyped(text);
        if (isNumber(text)) onChange(Number(text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
