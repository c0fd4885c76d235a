import { Button } from "#src/ui/components/Button.tsx";
import { selectIsLive, selectIsRunning } from "#src/store/selectors.ts";
import { useCursorSeq, useReading, useScope } from "#src/ui/useScope.ts";
import { BookmarksButton } from "#src/ui/panels/annotations/BookmarksButton.tsx";
import { findStateChange } from "#src/ui/shell/jumps.ts";
import { EventNumberField } from "./EventNumberField.tsx";
import { PaceChoice } from "./PaceChoice.tsx";
import { PositionSlider } from "./PositionSlider.tsx";
import styles from "./PlayerBar.module.css";

/** Moves the cursor: event by event, by state changes, as time passed, by dragging. */
export function PlayerBar() {
  const reading = useReading();
  const total = useScope((state) => state.length);
  const seq = useCursorSeq();
  const live = useScope(selectIsLive);
  const running = useScope(selectIsRunning);
  const isFile = useScope((state) => state.session.origin === "file");
  const goTo = useScope((state) => state.goTo);
  const goLive = useScope((state) => state.goLive);
  const step = useScope((state) => state.step);
  const playing = useScope((state) => state.playing);
  const play = useScope((state) => state.play);
  const pause = useScope((state) => state.pause);
  const jump = (direction: 1 | -1): void => {
    const target = findStateChange(reading, seq, direction);
    if (target !== undefined) goTo(target);
  };
  return (
    <div className={styles.container}>
      <div className={styles.player} role="group" aria-label="Player">
        <Button
          variant="ghost"
          size="sm"
          icon="first"
          aria-label="First event"
          disabled={seq <= 1}
          onClick={() => goTo(1)}
        />
        <Button size="sm" icon="previous" aria-label="Step back" disabled={seq <= 0} onClick={() => step(-1)}>
          <span className={styles.word}>step</span>
        </Button>
        <Button size="sm" icon="next" aria-label="Step forward" disabled={seq >= total} onClick={() => step(1)}>
          <span className={styles.word}>step</span>
        </Button>
        <Button
          variant="ghost"
          size="sm"
          icon="last"
          aria-label="Last event"
          disabled={seq >= total}
          onClick={() => goTo(total)}
        />
        <Button
          variant="ghost"
          size="sm"
          icon="previousMark"
          aria-label="Previous state change"
          disabled={seq <= 0}
          onClick={() => jump(-1)}
        >
          <span className={styles.word}>state</span>
        </Button>
        <Button
          variant="ghost"
          size="sm"
          icon="nextMark"
          aria-label="Next state change"
          disabled={seq >= total}
          onClick={() => jump(1)}
        >
          <span className={styles.word}>state</span>
        </Button>
        <Button
          size="sm"
          icon={playing ? "pause" : "run"}
          aria-label={playing ? "Pause" : "Play"}
          disabled={total === 0}
          onClick={playing ? pause : play}
        />
        <PaceChoice />
        <span className={styles.where}>
          <PositionSlider />
          <span className={styles.count}>
            <EventNumberField seq={seq} total={total} onGo={goTo} />/ {total}
          </span>
        </span>
        <span className={styles.bookmarks}>
          <BookmarksButton />
        </span>
        <Button
          size="sm"
          variant={live ? "ghost" : "plain"}
          aria-label="Back to live"
          className={styles.live}
          data-running={(live && running) || undefined}
          disabled={live}
          onClick={goLive}
        >
          {!live ? "Back to live" : isFile ? "At the end" : "Live"}
        </Button>
      </div>
    </div>
  );
}
