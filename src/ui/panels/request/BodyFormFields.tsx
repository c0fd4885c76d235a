import { useId } from "react";
import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";
import { CEILINGS } from "#src/run/bodyForm/peerCeiling.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import { addressOrigin } from "#src/store/address.ts";
import controls from "#src/ui/components/controls.module.css";
import { FieldGroup } from "#src/ui/panels/input/Field.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./bodyForm.module.css";

interface Shape {
  readonly shape: BodyForm["shape"];
  readonly label: string;
  readonly meaning: string;
}

const SHAPES: readonly Shape[] = [
  { shape: "camelCase", label: "camelCase", meaning: "" },
  {
    shape: "snake_case",
    label: "snake_case",
    meaning: "thread_id and run_id as in Python: what Agent Framework took until December 2025.",
  },
  { shape: "minimal", label: "only messages", meaning: "What Agent Framework takes; most other agents refuse it." },
];

/** How the body is written for the endpoint's origin. `leftOut`: what it therefore does not hold, in words. */
export function BodyFormFields({ leftOut }: { readonly leftOut: readonly string[] }) {
  const store = useScopeStore();
  const base = useId();
  const form = useScope(bodyFormOf);
  const origin = useScope(addressOrigin);
  const isEdited = useScope((state) => state.draft.bodyText !== undefined);
  const shape = SHAPES.find((each) => each.shape === form?.shape) ?? SHAPES[0];
  const ceiling = CEILINGS.find((each) => each.ceiling === form?.ceiling);
  const notes = isEdited ? [] : [shape?.meaning ?? "", ceiling?.meaning ?? "", leftOutWords(leftOut)];
  return (
    <FieldGroup label="Body form" aside={<span className={styles.origin}>{origin}</span>}>
      <div className={styles.grid}>
        <label htmlFor={`${base}-shape`}>Fields</label>
        <select
          id={`${base}-shape`}
          className={controls.field}
          disabled={isEdited}
          value={shape?.shape}
          onChange={({ target }) => {
            const chosen = SHAPES.find((each) => each.shape === target.value);
            if (chosen) store.getState().setBodyForm({ shape: chosen.shape });
          }}
        >
          {SHAPES.map((each) => (
            <option key={each.shape} value={each.shape}>
              {each.label}
            </option>
          ))}
        </select>
        <label htmlFor={`${base}-ceiling`}>Agent’s version</label>
        <select
          id={`${base}-ceiling`}
          className={controls.field}
          disabled={isEdited}
          value={ceiling?.ceiling ?? ""}
          onChange={({ target }) => store.getState().setBodyForm({ ceiling: target.value || undefined })}
        >
          <option value="">not said</option>
          {CEILINGS.map((each) => (
            <option key={each.ceiling} value={each.ceiling}>
              {each.ceiling === "1.0" ? "1.0" : `up to ${each.ceiling}`}
            </option>
          ))}
        </select>
      </div>
      {notes.map(
        (note) =>
          note !== "" && (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ),
      )}
    </FieldGroup>
  );
}

function leftOutWords(leftOut: readonly string[]): string {
  const shown = leftOut.slice(0, 8);
  const more = leftOut.length - shown.length;
  return leftOut.length === 0 ? "" : `Not sent: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}.`;
}
