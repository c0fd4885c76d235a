import { NoteField } from "./NoteField.tsx";
import { RemoveBookmark } from "./RemoveBookmark.tsx";
import { useAnnotation } from "./useAnnotation.ts";
import styles from "./annotations.module.css";

/** The note of event `seq`, below its title; nothing for an event without a bookmark. */
export function EventNote({ seq }: { readonly seq: number }) {
  const annotation = useAnnotation(seq);
  if (!annotation) return null;
  return (
    <div className={styles.eventNote} data-event-note="">
      <NoteField key={seq} seq={seq} note={annotation.note} />
      <RemoveBookmark seq={seq} />
    </div>
  );
}
