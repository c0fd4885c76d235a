import type { HeaderField } from "#src/run/types.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { FieldAction, FieldGroup } from "./Field.tsx";
import { HeaderRow } from "./HeaderRow.tsx";
import { newRowId } from "./newRowId.ts";
import styles from "./fields.module.css";

/** Ways in that agents ask for most (BACKENDS.md section 2). */
const PRESETS: readonly Pick<HeaderField, "name" | "value">[] = [
  { name: "Authorization", value: "Bearer " },
  { name: "X-API-Key", value: "" },
];

/** Headers sent with every run, beside Content-Type and Accept. */
export function HeaderFields() {
  const store = useScopeStore();
  const headers = useScope((state) => state.headers);
  const add = (preset: Pick<HeaderField, "name" | "value">): void =>
    store.getState().setHeaders([...headers, { ...preset, id: newRowId(), remember: false }]);
  const missing = PRESETS.filter(
    ({ name }) => !headers.some((header) => header.name.toLowerCase() === name.toLowerCase()),
  );
  return (
    <FieldGroup
      label="Headers"
      aside={
        <FieldAction label="+ add header" onClick={() => add({ name: "", value: "" })}>
          + add
        </FieldAction>
      }
    >
      {headers.length > 0 && (
        <ul className={styles.list}>
          {headers.map((header) => (
            <HeaderRow
              key={header.id}
              header={header}
              onChange={(part) =>
                store
                  .getState()
                  .setHeaders(headers.map((each) => (each.id === header.id ? { ...each, ...part } : each)))
              }
              onRemove={() => store.getState().setHeaders(headers.filter(({ id }) => id !== header.id))}
            />
          ))}
        </ul>
      )}
      {missing.length > 0 && (
        <div className={styles.chips}>
          {missing.map((preset) => (
            <button key={preset.name} type="button" className={styles.chip} onClick={() => add(preset)}>
              + {preset.name}
              {preset.value && `: ${preset.value.trim()}`}
            </button>
          ))}
        </div>
      )}
      <p className={styles.note}>
        Values stay in memory unless you tick “remember”, and no recording holds them. Browsers let no page send cookies
        of its choice.
      </p>
    </FieldGroup>
  );
}
