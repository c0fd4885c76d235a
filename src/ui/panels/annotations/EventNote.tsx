import { Button } from "#src/ui/components/Button.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { NoteField } from "./NoteField.tsx";
import { useAnnotation } from "./useAnnotation.ts";
import styles from "./annotations.module.css";

/** The note of event `seq`, below its title; nothing for an event without a bookmark. */
export function EventNote({ seq }: { readonly seq: number }) {
  const remove = useScope((state) => state.removeAnnotation);
  const annotation = useAnnotation(seq);
  if (!annotation) return null;
  return (
    <div className={styles.eventNote} data-event-note="">
      <NoteField key={seq} seq={seq} note={annotation.note} />
      <Button
        size="sm"
        variant="ghost"
        icon="trash"
        aria-label={`Remove the bookmark of event ${seq}`}
        onClick={() => remove(seq)}
      />
    </div>
  );
}
