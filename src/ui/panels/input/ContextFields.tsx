import type { ContextField } from "#src/run/types.ts";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { CardField } from "./CardField.tsx";
import { FieldAction, FieldGroup } from "./Field.tsx";
import { newRowId } from "./newRowId.ts";
import styles from "./fields.module.css";

/** Facts that are given along with the request, each a description and a value. */
export function ContextFields() {
  const store = useScopeStore();
  const context = useScope((state) => state.draft.context);
  const change = (id: string, part: Partial<ContextField>): void =>
    store.getState().editDraft({ context: context.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)) });
  const add = (): void =>
    store.getState().editDraft({ context: [...context, { id: newRowId(), description: "", value: "" }] });
  return (
    <FieldGroup
      label="Context"
      aside={
        <FieldAction label="+ add context" onClick={add}>
          + add
        </FieldAction>
      }
    >
      {context.length === 0 ? (
        <p className={styles.note}>None is sent.</p>
      ) : (
        <ul className={styles.list}>
          {context.map(({ id, description, value }, index) => (
            <li key={id} className={styles.card}>
              <div className={styles.row}>
                <CardField
                  label={`Context ${index + 1} description`}
                  placeholder="description"
                  spellCheck
                  value={description}
                  takesFocus={description === "" && value === ""}
                  onText={(text) => change(id, { description: text })}
                />
                <RemoveButton
                  label={`Remove context ${index + 1}`}
                  onRemove={() => store.getState().editDraft({ context: context.filter((entry) => entry.id !== id) })}
                />
              </div>
              <div className={styles.row}>
                <CardField
                  label={`Context ${index + 1} value`}
                  placeholder="value"
                  spellCheck
                  value={value}
                  onText={(text) => change(id, { value: text })}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </FieldGroup>
  );
}
