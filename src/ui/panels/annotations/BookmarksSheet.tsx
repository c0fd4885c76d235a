import { useLayoutEffect, useState, type RefObject } from "react";
import type { Annotation } from "#src/recording/annotations.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { KIND_WORDS } from "#src/ui/panels/event/frameFacts.ts";
import { plural } from "#src/ui/panels/event/format.ts";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { NoteField } from "./NoteField.tsx";
import { RemoveBookmark } from "./RemoveBookmark.tsx";
import styles from "./annotations.module.css";

const GAP = 6;

/** Rows that are drawn at first, and by each press for more: a file may hold any number of notes. */
const ROWS = 100;

interface BookmarksSheetProps {
  /** The button that the sheet stands on. */
  readonly above: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** All bookmarks and notes of the recording: to go there, to edit and to remove. */
export function BookmarksSheet({ above, onClose }: BookmarksSheetProps) {
  const reading = useReading();
  useScope((state) => state.annotationsRevision);
  const seq = useCursorSeq();
  const toggle = useScope((state) => state.toggleBookmark);
  const [shown, setShown] = useState(ROWS);
  const { list } = reading.annotations;
  // As it is when the list opens: adding the first bookmark moves no focus.
  const [firstFocus] = useState(list.length > 0 ? "li button" : "button:enabled");
  const place = usePlaceAbove(above);
  return (
    <Sheet
      title="Bookmarks"
      note={list.length > 0 ? plural(list.length, "event") : ""}
      actions={
        <Button
          size="sm"
          icon="bookmark"
          disabled={seq === 0 || reading.annotations.at(seq) !== undefined}
          onClick={() => toggle(seq)}
        >
          {seq === 0 ? "Add" : `Add event ${seq}`}
        </Button>
      }
      closeLabel="Close the bookmarks"
      className={styles.sheet}
      style={place}
      initialFocus={firstFocus}
      opener={above}
      onClose={onClose}
    >
      {list.length === 0 ? (
        <p className={styles.empty}>
          None yet. A bookmark marks an event in the Timeline and on the slider, and can have a note. Save keeps both
          with the recording.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Bookmarks and notes">
          {list.slice(0, shown).map((annotation) => (
            <Row key={annotation.seq} reading={reading} annotation={annotation} isCurrent={annotation.seq === seq} />
          ))}
        </ul>
      )}
      {list.length > shown && (
        <Button size="sm" variant="ghost" className={styles.more} onClick={() => setShown(shown + ROWS)}>
          Show more of the other {list.length - shown}
        </Button>
      )}
    </Sheet>
  );
}

interface RowProps {
  readonly reading: Reading;
  readonly annotation: Annotation;
  readonly isCurrent: boolean;
}

function Row({ reading, annotation: { seq, note }, isCurrent }: RowProps) {
  const goTo = useScope((state) => state.goTo);
  const what = reading.typeAt(seq) ?? KIND_WORDS[reading.log.kind(seq)];
  return (
    <li className={styles.row} data-current={isCurrent || undefined}>
      <button type="button" className={styles.jump} title={`Go to event ${seq}`} onClick={() => goTo(seq)}>
        <b>#{seq}</b>
        <span>{what}</span>
      </button>
      <RemoveBookmark seq={seq} />
      <NoteField seq={seq} note={note} />
    </li>
  );
}

/** Where a sheet stands on a button: its end at the button's, its foot a little above. */
function usePlaceAbove(button: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState<{ readonly bottom: number; readonly right: number }>();
  useLayoutEffect(() => {
    const stand = (): void => {
      const box = button.current?.getBoundingClientRect();
      if (!box) return;
      setPlace({ bottom: window.innerHeight - box.top + GAP, right: Math.max(GAP, window.innerWidth - box.right) });
    };
    stand();
    window.addEventListener("resize", stand);
    return () => window.removeEventListener("resize", stand);
  }, [button]);
  return place;
}
