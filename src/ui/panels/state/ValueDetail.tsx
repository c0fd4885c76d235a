import { useMemo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { isContainer, sizeOf } from "./treeRows.ts";
import panel from "#src/ui/components/panel.module.css";
import styles from "./StatePanel.module.css";

interface ValueDetailProps {
  readonly path: readonly string[];
  readonly value: JsonValue;
  /** The event that set it last; 0 for the request, undefined when unknown. */
  readonly origin: number | undefined;
  readonly onClose: () => void;
}

const SHOWN = 20_000;

/** The selected value in full, where it is, and which event set it. */
export function ValueDetail({ path, value, origin, onClose }: ValueDetailProps) {
  const pointer = formatPointer(path);
  const store = useScopeStore();
  const text = useMemo(
    () => (isContainer(value) ? undefined : typeof value === "string" ? value : String(value)),
    [value],
  );
  return (
    <section className={styles.detail} aria-label="Selected value">
      <div className={styles.detailHead}>
        <code className={styles.pointer}>{pointer}</code>
        <span className={styles.note}>
          {isContainer(value)
            ? `${Array.isArray(value) ? "array" : "object"} of ${formatCount(sizeOf(value))}`
            : kindOf(value)}
        </span>
        <span className={panel.push} />
        {origin !== undefined && (
          <span className={styles.note}>
            {origin === 0 ? (
              "sent with the request"
            ) : (
              <>
                set by <EventLink seq={origin} what="set it last" />
              </>
            )}
          </span>
        )}
        <Button
          size="sm"
          variant="ghost"
          icon="clock"
          aria-label="History of this value"
          onClick={() => store.getState().showHistory(pointer)}
        />
        <CopyButton label="Copy path" text={pointer} />
        <CopyButton label="Copy value" text={() => (typeof value === "string" ? value : stringifyJson(value, 2))} />
        <Button size="sm" variant="ghost" icon="close" aria-label="Close the selected value" onClick={onClose} />
      </div>
      {text !== undefined && text.length > 40 && (
        <pre className={styles.full}>
          {text.slice(0, SHOWN)}
          {text.length > SHOWN && `\n… ${formatCount(text.length - SHOWN)} more characters: copy the value to see them`}
        </pre>
      )}
    </section>
  );
}

function kindOf(value: JsonValue): string {
  if (typeof value === "string") return `text of ${formatCount(value.length)}`;
  return value === null ? "null" : typeof value;
}
