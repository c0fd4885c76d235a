import { useEffect, useRef, useState, type RefObject } from "react";
import { isJson } from "#src/lib/json.ts";
import type { HeldDelivery } from "#src/run/live/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { useScope } from "#src/ui/useScope.ts";
import { heldFrame } from "./heldFrame.ts";
import styles from "./HeldStrip.module.css";

const ACTIONS = [
  { id: "step", title: "Step", says: "Pass this frame on and hold before the next" },
  { id: "continue", title: "Continue", says: "Pass everything on up to the next breakpoint" },
  { id: "edit", title: "Edit", says: "Change this frame before the app gets it" },
] as const;

interface HeldStripProps {
  readonly held: HeldDelivery;
  /** The action that was pressed last, here or on the strip before; it has the focus where nothing else has. */
  readonly pressed: RefObject<string>;
}

/** What waits at a breakpoint before the app gets it, and what to do with it. */
export function HeldStrip({ held, pressed }: HeldStripProps) {
  const release = useScope((state) => state.releaseHeld);
  const [edited, setEdited] = useState<string>();
  const { exchange, text, waiting } = held;
  const { type, rest } = heldFrame(text);
  const actions = useRef<HTMLSpanElement>(null);
  const isEditing = edited !== undefined;
  useEffect(() => {
    if (isEditing || document.activeElement !== document.body) return;
    actions.current?.querySelector<HTMLElement>(`[data-action="${pressed.current}"]`)?.focus();
  }, [isEditing, pressed]);
  const isBroken = edited !== undefined && !isJson(edited);
  return (
    <section className={styles.strip} aria-label="Held at a breakpoint">
      <div className={styles.head}>
        <Icon name="alert" />
        <p className={styles.what}>
          Held before <b>{type}</b> <span className={styles.rest}>{rest}</span>
        </p>
        <span className={styles.waiting}>
          {waiting === 0
            ? "nothing more has come"
            : `${formatCount(waiting)} more ${waiting === 1 ? "has" : "have"} come`}
        </span>
        {edited === undefined && (
          <span ref={actions} className={styles.actions}>
            {ACTIONS.map(({ id, title, says }) => (
              <Button key={id} size="sm" title={says} data-action={id} onClick={() => press(id)}>
                {title}
              </Button>
            ))}
          </span>
        )}
      </div>
      {edited !== undefined && (
        <>
          <div className={styles.editor}>
            <JsonEditor label="Held frame" value={edited} onChange={setEdited} onSubmit={() => pass(edited)} />
          </div>
          <div className={styles.foot}>
            {isBroken && (
              <p className={styles.warning} role="status">
                <Icon name="alert" size={12} />
                This is not valid JSON. It is passed on as it stands, and most clients fail on it.
              </p>
            )}
            <Button size="sm" onClick={() => setEdited(undefined)}>
              Cancel
            </Button>
            <Button size="sm" variant="primary" onClick={() => pass(edited)}>
              Pass on edited
            </Button>
          </div>
        </>
      )}
    </section>
  );

  function press(action: (typeof ACTIONS)[number]["id"]): void {
    pressed.current = action;
    if (action === "edit") setEdited(pretty(text));
    else void release(exchange, { do: action });
  }

  function pass(frame: string): void {
    // An event is one line on the wire, however it was laid out for editing.
    void release(exchange, { do: "edit", text: isJson(frame) ? JSON.stringify(JSON.parse(frame)) : frame });
    setEdited(undefined);
  }
}

/** Laid out for reading where that changes nothing but white space. */
function pretty(text: string): string {
  if (!isJson(text)) return text;
  const value: unknown = JSON.parse(text);
  return JSON.stringify(value) === text.trim() ? JSON.stringify(value, undefined, 2) : text;
}
