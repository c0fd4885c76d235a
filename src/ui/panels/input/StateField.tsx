import { useId } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { RequestDraft } from "#src/run/types.ts";
import controls from "#src/ui/components/controls.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { FieldGroup } from "./Field.tsx";
import { JsonText } from "./JsonText.tsx";
import { jsonSummary } from "./jsonSummary.ts";
import styles from "./fields.module.css";

const CHOICES = ["As it is", "Edited", "None"] as const;

const choiceOf = ({ noState, stateText }: RequestDraft): (typeof CHOICES)[number] =>
  noState === true ? "None" : stateText === undefined ? "As it is" : "Edited";

/** The state to send: what the conversation has come to, what the user wrote instead, or none. */
export function StateField({ state }: { readonly state: JsonValue }) {
  const store = useScopeStore();
  const base = useId();
  const choice = useScope((scope) => choiceOf(scope.draft));
  const stateText = useScope((scope) => scope.draft.stateText);
  const choose = (next: typeof choice): void =>
    store
      .getState()
      .editDraft(
        next === "None"
          ? { noState: true }
          : { noState: false, stateText: next === "Edited" ? (stateText ?? stringifyJson(state, 2)) : undefined },
      );
  return (
    <FieldGroup label="State">
      <div className={styles.segments} role="radiogroup" aria-label="State to send">
        {CHOICES.map((each) => (
          <label key={each} className={styles.segment}>
            <input
              type="radio"
              className={controls.tick}
              name={base}
              checked={choice === each}
              onChange={() => choose(each)}
            />
            {each}
          </label>
        ))}
      </div>
      {choice === "As it is" && <p className={styles.preview}>{jsonSummary(state)}</p>}
      {choice === "Edited" && (
        <JsonText
          id={`${base}-text`}
          label="State as JSON"
          value={stateText ?? ""}
          placeholder="{}"
          onChange={(text) => store.getState().editDraft({ stateText: text })}
        />
      )}
      {choice === "None" && (
        <p className={styles.note}>
          The field is left out, as AG-UI 1.0 allows. Python agents from before August 2026 refuse that with 422: edit
          it and send {"{}"} to them.
        </p>
      )}
    </FieldGroup>
  );
}
