import type { Changes } from "#src/analysis/whatIf/changes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./WhatIfBar.module.css";
import { wordOf } from "./wordOf.ts";

/** Changes listed in the bar; the others are in the What if view. */
const LISTED = 8;

/** Says for as long as a change is in force that what is shown beside the recording was never received, and takes changes back. */
export function WhatIfBar({ changes }: { readonly changes: Changes }) {
  const store = useScopeStore();
  const reading = useReading();
  const rest = changes.size - LISTED;
  return (
    <div className={styles.bar} role="region" aria-label="What if">
      <p className={styles.said}>
        <Icon name="alert" size={12} />
        <span>
          <b>What if: {plural(changes.size, "event")} changed</b> — not what was received
        </span>
      </p>
      <ul className={styles.changes} aria-label="Changed events">
        {[...changes].slice(0, LISTED).map(([seq, change]) => (
          <li key={seq} className={styles.change}>
            <EventLink seq={seq} what={`is ${wordOf(change)} here`} />
            <span title={reading.typeAt(seq)}>{wordOf(change)}</span>
            <Button
              size="sm"
              variant="ghost"
              icon="close"
              className={styles.remove}
              aria-label={`Take back the change of event ${seq}`}
              onClick={() => store.getState().changeEvent(seq, undefined)}
            />
          </li>
        ))}
        {rest > 0 && <li className={styles.more}>and {formatCount(rest)} more</li>}
      </ul>
      <Button size="sm" onClick={() => store.getState().showTruth()}>
        Show the true recording
      </Button>
    </div>
  );
}
