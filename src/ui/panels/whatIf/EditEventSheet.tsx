import { useId, useRef, useState } from "react";
import { jsonSyntaxError } from "#src/run/jsonSyntax.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { useReading, useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./EditEventSheet.module.css";
import { textToEdit } from "./textToEdit.ts";
import { useChanges } from "./useChanges.ts";

/** The editor for an event of the recording on screen, while one is being edited. */
export function EditEventSheet() {
  const seq = useScope(({ editing, session }) => (editing?.session === session.id ? editing.seq : undefined));
  return seq === undefined ? null : <EventEditor key={seq} seq={seq} />;
}

function EventEditor({ seq }: { readonly seq: number }) {
  const store = useScopeStore();
  const reading = useReading();
  const change = useChanges()?.get(seq);
  const opener = useRef<HTMLElement>(null);
  const problemId = useId();
  const [received] = useState(() => textToEdit(reading, seq));
  const [text, setText] = useState(change?.kind === "edit" ? change.text : received);
  const wrong = jsonSyntaxError(text);
  const { editEvent, changeEvent } = store.getState();
  const close = (): void => editEvent(undefined);
  const apply = (): void => {
    if (wrong) return;
    changeEvent(seq, text === received ? undefined : { kind: "edit", text });
    close();
  };
  return (
    <Sheet
      title={`What if event ${seq} had said`}
      note="The recording stays as it is"
      actions={
        <>
          <Button
            size="sm"
            variant="primary"
            disabled={wrong !== undefined}
            aria-describedby={wrong && problemId}
            onClick={apply}
          >
            Apply
          </Button>
          <Button size="sm" onClick={close}>
            Discard
          </Button>
        </>
      }
      closeLabel="Close the editor of the event"
      className={styles.sheet}
      opener={opener}
      onClose={close}
    >
      <div className={styles.editor}>
        <JsonEditor label={`JSON of event ${seq}`} value={text} onChange={setText} onSubmit={apply} />
      </div>
      {wrong && (
        <p id={problemId} className={styles.problem} role="alert">
          Line {wrong.line}, column {wrong.column}: {wrong.message}.
        </p>
      )}
    </Sheet>
  );
}
