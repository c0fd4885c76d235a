import { useId } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field, FieldAction, FieldGroup } from "./Field.tsx";
import { JsonText } from "./JsonText.tsx";
import { jsonSummary } from "./jsonSummary.ts";
import styles from "./fields.module.css";

/** The state to send: what the conversation has come to, or what the user wrote instead. */
export function StateField({ state }: { readonly state: JsonValue }) {
  const store = useScopeStore();
  const id = useId();
  const stateText = useScope((scope) => scope.draft.stateText);
  if (stateText === undefined) {
    const edit = (): void => store.getState().editDraft({ stateText: stringifyJson(state, 2) });
    return (
      <FieldGroup
        label="State"
        aside={
          <FieldAction label="Edit state" onClick={edit}>
            Edit
          </FieldAction>
        }
      >
        <p className={styles.preview}>{jsonSummary(state)}</p>
      </FieldGroup>
    );
  }
  return (
    <Field
      label="State"
      htmlFor={id}
      aside={
        <FieldAction onClick={() => store.getState().editDraft({ stateText: undefined })}>Use the thread’s</FieldAction>
      }
    >
      <JsonText
        id={id}
        value={stateText}
        placeholder="{}"
        onChange={(text) => store.getState().editDraft({ stateText: text })}
      />
    </Field>
  );
}
