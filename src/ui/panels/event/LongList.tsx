import { useState, type ReactNode } from "react";
import { ShowMore } from "./ShowMore.tsx";

interface LongListProps<T> {
  readonly items: readonly T[];
  /** How many of them belong to this render; all of them without it. */
  readonly count?: number;
  /** Rows at first, and with each press on the button below them. */
  readonly step: number;
  readonly className: string | undefined;
  /** The list's accessible name. */
  readonly label?: string;
  /** The `li` of an item, with its key. */
  readonly renderItem: (item: T, index: number) => ReactNode;
}

/** A list of which only the first rows are made, until more are asked for. */
export function LongList<T>({ items, count = items.length, step, className, label, renderItem }: LongListProps<T>) {
  const [shown, setShown] = useState(step);
  return (
    <>
      <ul className={className} aria-label={label}>
        {items.slice(0, Math.min(shown, count)).map(renderItem)}
      </ul>
      <ShowMore count={count} shown={shown} step={step} onShow={setShown} />
    </>
  );
}
