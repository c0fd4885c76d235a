import type { Breakpoint } from "#src/transport/breakpoint.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { EventTypeField } from "#src/ui/components/EventTypeField.tsx";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import styles from "./BreakpointsEditor.module.css";

interface BreakpointsEditorProps {
  readonly breakpoints: readonly Breakpoint[];
  readonly onChange: (breakpoints: readonly Breakpoint[]) => void;
}

/** Where delivery is held: by the type of an event, by a text in it, or both. */
export function BreakpointsEditor({ breakpoints, onChange }: BreakpointsEditorProps) {
  return (
    <div className={styles.editor} role="group" aria-label="Breakpoints">
      {breakpoints.length > 0 && (
        <ul className={styles.list}>
          {breakpoints.map(({ id, enabled, eventType = "", contains = "" }, index) => {
            const name = `breakpoint ${index + 1}`;
            // An empty field is no condition.
            const change = (to: { enabled?: boolean; eventType?: string; contains?: string }): void => {
              const next = { enabled, eventType, contains, ...to };
              const made: Breakpoint = {
                id,
                enabled: next.enabled,
                ...(next.eventType !== "" && { eventType: next.eventType }),
                ...(next.contains !== "" && { contains: next.contains }),
              };
              onChange(breakpoints.map((each) => (each.id === id ? made : each)));
            };
            return (
              <li key={id} className={styles.item}>
                <input
                  type="checkbox"
                  className={controls.tick}
                  aria-label={`Use ${name}`}
                  checked={enabled}
                  onChange={({ target }) => change({ enabled: target.checked })}
                />
                <EventTypeField
                  label={`Event type of ${name}`}
                  value={eventType}
                  onChange={(value) => change({ eventType: value })}
                />
                <input
                  className={`${controls.field} ${controls.code} ${styles.text}`}
                  aria-label={`Text in ${name}`}
                  placeholder="with any text"
                  spellCheck={false}
                  autoComplete="off"
                  value={contains}
                  onChange={({ target }) => change({ contains: target.value })}
                />
                <RemoveButton
                  label={`Remove ${name}`}
                  onRemove={() => onChange(breakpoints.filter((each) => each.id !== id))}
                />
              </li>
            );
          })}
        </ul>
      )}
      <div className={styles.foot}>
        <Button
          size="sm"
          icon="plus"
          onClick={() => onChange([...breakpoints, { id: crypto.randomUUID(), enabled: true }])}
        >
          Add breakpoint
        </Button>
        {breakpoints.length > 0 && <span>Delivery to the app waits before the first frame that fits.</span>}
      </div>
    </div>
  );
}
