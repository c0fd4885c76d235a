import { familiesOf, toggleFamily } from "#src/analysis/filter/toggleFamily.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { useSeenTypes } from "./useSeenTypes.ts";
import styles from "./FilterChips.module.css";

/** How many events there are of each family that came. Ticked ones are those that the filter asks for. */
export function FilterChips() {
  const { families } = useSeenTypes();
  const text = useScope((state) => state.filterText);
  const setFilterText = useScope((state) => state.setFilterText);
  const wanted = familiesOf(text);
  return (
    <>
      {[...families].map(([family, count]) => (
        <label key={family} className={styles.chip} style={{ "--family": familyColor(family) }}>
          <input
            type="checkbox"
            className="visuallyHidden"
            checked={wanted.includes(family)}
            onChange={() => setFilterText(toggleFamily(text, family))}
          />
          <i className={styles.dot} />
          {family} <span className={styles.number}>{formatCount(count)}</span>
        </label>
      ))}
    </>
  );
}
