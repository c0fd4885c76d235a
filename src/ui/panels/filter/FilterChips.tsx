import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { familiesOf, toggleFamily } from "#src/analysis/filter/toggleFamily.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { useSeenTypes } from "./useSeenTypes.ts";
import styles from "./FilterChips.module.css";

/**
 * How many events there are of each family that came. Ticked ones are those that the filter asks for. Tab meets one of them, and arrows
 * move from there: the list comes next, and nobody should have to pass all families on the way.
 */
export function FilterChips() {
  const { families } = useSeenTypes();
  const text = useScope((state) => state.filterText);
  const setFilterText = useScope((state) => state.setFilterText);
  const [current, setCurrent] = useState(0);
  const [behind, setBehind] = useState("");
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current: element } = line;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setBehind(fadeEdges(element)));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  const wanted = familiesOf(text);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const chips = event.currentTarget.closest('[role="toolbar"]')?.querySelectorAll("input") ?? [];
    const last = chips.length - 1;
    const target = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    chips[Math.max(0, Math.min(target, last))]?.focus();
  };
  const names = behind === "" ? [] : behind.split(" ");
  return (
    <div className={styles.box}>
      <div
        ref={line}
        className={styles.line}
        onScroll={({ currentTarget }) => setBehind(fadeEdges(currentTarget))}
        onWheel={({ currentTarget, deltaX, deltaY }) => {
          // A wheel has one direction, and this line another.
          if (deltaX === 0) currentTarget.scrollLeft += deltaY;
        }}
      >
        <div role="toolbar" aria-label="Families" className={styles.chips}>
          {[...families].map(([family, count], index) => (
            <label key={family} className={styles.chip} style={{ "--family": familyColor(family) }}>
              <input
                type="checkbox"
                className="visuallyHidden"
                value={family}
                tabIndex={index === current ? 0 : -1}
                onFocus={() => setCurrent(index)}
                onKeyDown={onKeyDown}
                checked={wanted.includes(family)}
                onChange={() => setFilterText(toggleFamily(text, family))}
              />
              <i className={styles.dot} />
              {family} <span className={styles.number}>{formatCount(count)}</span>
            </label>
          ))}
        </div>
      </div>
      {names.length > 0 && (
        // The arrow keys lead there as well, so that it is no stop of Tab.
        <button
          type="button"
          tabIndex={-1}
          className={styles.more}
          aria-label={`Show more families: ${names.join(", ")}`}
          title={names.join(", ")}
          onClick={() => line.current?.scrollTo({ left: line.current.scrollWidth })}
        >
          {names.length} more
        </button>
      )}
    </div>
  );
}

/** What the button that names them covers, in CSS pixels. */
const COVERED = 52;

/** An edge with more behind it fades. Returns the families that lie beyond the end, or under the button there. */
function fadeEdges(element: HTMLElement): string {
  const { scrollLeft, scrollWidth, clientWidth } = element;
  element.toggleAttribute("data-before", scrollLeft > 1);
  const hasMore = scrollLeft + clientWidth < scrollWidth - 1;
  element.toggleAttribute("data-after", hasMore);
  if (!hasMore) return "";
  const end = element.getBoundingClientRect().right - COVERED;
  return [...element.querySelectorAll("input")]
    .filter(({ parentElement }) => parentElement !== null && parentElement.getBoundingClientRect().right > end)
    .map(({ value }) => value)
    .join(" ");
}
