import type { StateCreator } from "zustand/vanilla";
import type { AnnotationsSlice, ScopeState } from "#src/store/types.ts";

/** Bookmarks and notes. They are kept with the recording; the store tells that they changed. */
export const createAnnotationsSlice: StateCreator<ScopeState, [], [], AnnotationsSlice> = (set, get) => {
  const changed = (): void => set({ annotationsRevision: get().annotationsRevision + 1 });
  const isEvent = (seq: number): boolean => Number.isInteger(seq) && seq >= 1 && seq <= get().session.reading.length;
  return {
    annotationsRevision: 0,
    toggleBookmark(seq) {
      const { annotations } = get().session.reading;
      const known = annotations.at(seq);
      if (!isEvent(seq)) return;
      if (known && known.note !== "") {
        const text = `Event ${seq} has a note, which one key does not delete. Remove it in the list of bookmarks, or empty the note first.`;
        get().notify({ severity: "info", text });
        return;
      }
      if (known) annotations.remove(seq);
      else annotations.set(seq, "");
      changed();
    },
    setNote(seq, text) {
      const { annotations } = get().session.reading;
      if (!isEvent(seq) || (text === "" && !annotations.at(seq))) return;
      annotations.set(seq, text);
      changed();
    },
    removeAnnotation(seq) {
      get().session.reading.annotations.remove(seq);
      changed();
    },
  };
};
