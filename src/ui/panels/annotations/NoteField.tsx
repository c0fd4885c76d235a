import { useScope } from "#src/ui/useScope.ts";
import styles from "./annotations.module.css";

interface NoteFieldProps {
  readonly seq: number;
  readonly note: string;
}

/** The note of a bookmarked event. It is kept as it is typed. */
export function NoteField({ seq, note }: NoteFieldProps) {
  const setNote = useScope((state) => state.setNote);
  const pause = useScope((state) => state.pause);
  return (
    <textarea
      className={styles.note}
      aria-label={`Note on event ${seq}`}
      placeholder="Note"
      rows={1}
      value={note}
      // What plays would take the event away from under the note.
      onFocus={pause}
      onChange={(event) => setNote(seq, event.target.value)}
    />
  );
}
