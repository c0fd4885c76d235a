import { useRef } from "react";
import { breakpointName } from "#src/run/breakpoints/breakpointName.ts";
import type { HeldRun, HoldAction } from "#src/run/breakpoints/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useLeavesFocusToEvents } from "#src/ui/components/eventList.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatBytes, formatCount } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./HeldStrip.module.css";

const ACTIONS: readonly { readonly id: HoldAction; readonly title: string; readonly says: string }[] = [
  { id: "step", title: "Step", says: "Deliver one more event, and hold again" },
  { id: "continue", title: "Continue", says: "Deliver what waits and go on, up to the next hit of any breakpoint" },
  { id: "nextHit", title: "Next hit", says: "Go on up to the next hit of this same breakpoint, past the others" },
  { id: "toEnd", title: "To the end", says: "Go on and hold no more in this run" },
];

/** A run of the page's own that is held: where, what has come since, and how to go on. */
export function HeldRunBar({ held }: { readonly held: HeldRun }) {
  const store = useScopeStore();
  const bar = useRef<HTMLElement>(null);
  const met = useScope((state) => state.runBreakpoints.find(({ id }) => id === held.breakpoint)?.condition);
  const last = useScope((state) => state.runBreakpoints.find(({ id }) => id === held.lastHit)?.condition);
  const slows = useScope((state) => state.slowsAgent);
  useLeavesFocusToEvents(bar);
  return (
    <section ref={bar} className={styles.strip} aria-label="Held at a breakpoint">
      <div className={styles.head}>
        <Icon name="alert" />
        {/* Only what stands still is announced, and not each event that comes meanwhile. */}
        <p className={styles.what} aria-live="polite">
          {held.isStepping ? "The next event has not come yet; held after " : "Held after "}
          <EventLink seq={held.at} />
          {met && (
            <>
              {" at "}
              <b>{breakpointName(met)}</b>
            </>
          )}
        </p>
        <span className={styles.waiting}>{waitingWords(held, slows)}</span>
        <span className={styles.actions}>
          {ACTIONS.map(({ id, title, says }) => (
            <Button
              key={id}
              size="sm"
              title={id === "nextHit" && last ? `${says}: ${breakpointName(last)}` : says}
              disabled={id === "nextHit" && !last}
              onClick={() => store.getState().releaseRun(id)}
            >
              {title}
            </Button>
          ))}
        </span>
      </div>
    </section>
  );
}

function waitingWords({ waiting, waitingBytes, hasEnded }: HeldRun, slows: boolean): string {
  const ended = hasEnded ? ", and the answer has ended" : slows ? "; not read on" : "";
  if (waiting === 0) return hasEnded ? "the answer has ended" : `nothing more has come${slows ? "; not read on" : ""}`;
  return `${formatCount(waiting)} more ${waiting === 1 ? "has" : "have"} come (${formatBytes(waitingBytes)})${ended}`;
}
