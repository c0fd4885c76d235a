import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { searchPattern } from "./treeSearch.ts";
import { useTreeSearch, type SearchProgress } from "./useTreeSearch.ts";

interface StateSearch {
  readonly isOpen: boolean;
  readonly text: string;
  readonly progress: SearchProgress | undefined;
  /** The hit that was gone to last, from 0; undefined for none of this text. */
  readonly current: number | undefined;
  /** Finds the text in a row; undefined while nothing is searched for. */
  readonly pattern: RegExp | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly setText: (text: string) => void;
  /** Goes on to the next hit or back to the one before, and from the last to the first. */
  readonly go: (by: 1 | -1) => void;
  readonly open: () => void;
  readonly close: () => void;
}

/** The search in a document: what is typed, what is found, and where the user is among it. `goTo` shows a place. */
export function useStateSearch(document: JsonValue, goTo: (path: readonly string[]) => void): StateSearch {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const [gone, setGone] = useState<{ readonly text: string; readonly index: number }>();
  const [asked, setAsked] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key is pressed, which is meant for the field.
  useLayoutEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);
  const wanted = isOpen ? text : "";
  const progress = useTreeSearch(document, wanted);
  const pattern = useMemo(() => (wanted === "" ? undefined : searchPattern(wanted)), [wanted]);
  const count = progress?.count ?? 0;
  const current = gone?.text === wanted && count > 0 ? Math.min(gone.index, count - 1) : undefined;
  const [pending, setPending] = useState<1 | -1>();
  const go = (by: 1 | -1): void => {
    if (!progress || count === 0) {
      // Nothing was found yet: the first hit that is will be gone to.
      setPending(progress?.isDone === true ? undefined : by);
      return;
    }
    const index = current === undefined ? (by === 1 ? 0 : count - 1) : (current + by + count) % count;
    setGone({ text: wanted, index });
    goTo(progress.search.pathOf(index));
  };
  useEffect(() => {
    if (pending === undefined || !progress || (count === 0 && !progress.isDone)) return;
    setPending(undefined);
    if (count > 0) go(pending);
    // Only what is found answers a key that was pressed before.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [progress, count, pending]);
  return {
    isOpen,
    text,
    progress,
    current,
    pattern,
    field,
    setText,
    go,
    open() {
      setIsOpen(true);
      setAsked(asked + 1);
    },
    close: () => setIsOpen(false),
  };
}
