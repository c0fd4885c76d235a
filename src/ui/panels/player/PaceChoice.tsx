import { UNTIMED_EVENT_MS } from "#src/analysis/playClock.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Pace } from "#src/store/types.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { useReading, useScope } from "#src/ui/useScope.ts";
import styles from "./PlayerBar.module.css";

const PACES: readonly Pace[] = [0.25, 0.5, 1, 2, 4, 10, "instant"];

const TIMED = "A pause between two requests lasts a second at most. Plays all events, whatever the Timeline shows.";
const UNTIMED =
  "This capture does not say when its events came: choose how many play a second. Plays all events, whatever the Timeline shows.";

/** How fast the recording plays. A capture without times has no pace of its own, so it is offered events a second. */
export function PaceChoice() {
  const pace = useScope((state) => state.pace);
  const setPace = useScope((state) => state.setPace);
  useScope((state) => state.length);
  const [first] = useReading().log.exchanges;
  const isTimed = first === undefined || hasTimes(first);
  return (
    <span className={styles.pace}>
      <select
        aria-label="Pace"
        title={isTimed ? TIMED : UNTIMED}
        value={pace}
        onChange={(event) => setPace(PACES.find((each) => String(each) === event.target.value) ?? 1)}
      >
        {PACES.map((each) => (
          <option key={each} value={each}>
            {each === "instant" ? "instant" : isTimed ? `${each}×` : `${(each * 1000) / UNTIMED_EVENT_MS}/s`}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={12} />
    </span>
  );
}
