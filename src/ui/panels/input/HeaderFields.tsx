import type { HeaderField } from "#src/run/types.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { FieldAction, FieldGroup } from "./Field.tsx";
import { HeaderProfileFields } from "./HeaderProfileFields.tsx";
import { HeaderRow } from "./HeaderRow.tsx";
import { newRowId } from "./newRowId.ts";
import styles from "./fields.module.css";

interface Preset extends Pick<HeaderField, "name" | "value"> {
  readonly label: string;
}

/** Ways in that agents ask for most (BACKENDS.md section 2). */
const PRESETS: readonly Preset[] = [
  { label: "Bearer token", name: "Authorization", value: "Bearer " },
  { label: "API key", name: "X-API-Key", value: "" },
  { label: "Basic", name: "Authorization", value: "Basic " },
  { label: "token", name: "token", value: "" },
];

/** Headers sent with every run, beside Content-Type and Accept. */
export function HeaderFields() {
  const store = useScopeStore();
  const headers = useScope(headersInUse);
  const add = (preset: Pick<HeaderField, "name" | "value">): void =>
    store
      .getState()
      .setHeaders([...headers, { id: newRowId(), name: preset.name, value: preset.value, remember: false }]);
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
      <HeaderProfileFields />
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
            <button
              key={preset.label}
              type="button"
              className={styles.chip}
              title={`${preset.name}: ${preset.value}…`}
              onClick={() => add(preset)}
            >
              + {preset.label}
            </button>
          ))}
        </div>
      )}
      <p className={styles.note}>
        Values stay in memory unless you tick “remember”, and no recording holds them. {"${NAME}"} takes one from the
        environment.
      </p>
    </FieldGroup>
  );
}
