import { useState } from "react";
import { STALL_MS } from "#src/analysis/stallMs.ts";
import type { ExchangeTiming, Gap } from "#src/analysis/timing.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, formatMs, plural } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { GapHistogram } from "./GapHistogram.tsx";
import styles from "./timing.module.css";

/** Stalls that are listed at once. */
const STALLS_SHOWN = 50;

/** How evenly an answer came. */
export function GapsSection({ reading, timing }: { readonly reading: Reading; readonly timing: ExchangeTiming }) {
  const { gaps, frames, sharedFrames, arrivals, injectedGaps, backwards, slowest, stalls } = timing;
  return (
    <>
      <Section title="Gaps between arrivals">
        {gaps.count === 0 ? (
          <p className={styles.note}>There is no gap to measure: {plural(arrivals, "arrival")} of events so far.</p>
        ) : (
          <>
            <dl className={styles.facts}>
              <Fact name="p50" value={formatMs(gaps.percentile(0.5) ?? 0)} />
              <Fact name="p95" value={formatMs(gaps.percentile(0.95) ?? 0)} />
              <Fact name="max" value={formatMs(gaps.max)} />
              <Fact name="gaps" value={formatCount(gaps.count)} />
            </dl>
            <GapHistogram buckets={gaps.histogram()} />
          </>
        )}
        {sharedFrames > 0 && (
          <p className={styles.note}>
            {formatCount(sharedFrames)} of {plural(frames, "event")} came in the same network chunk as the one before
            and so share its arrival time: {plural(arrivals, "arrival")} in all.
          </p>
        )}
        {injectedGaps > 0 && (
          <p className={styles.injected}>
            {plural(injectedGaps, "gap")} left out of these figures: AG-UI Scope itself held or changed what came then.
          </p>
        )}
        {backwards > 0 && (
          <p className={styles.note}>
            {plural(backwards, "arrival")} lies before the one before it in this recording; the gap is left out.
          </p>
        )}
      </Section>
      {slowest.length > 0 && (
        <Section title="Longest gaps">
          <ul className={styles.gaps} aria-label="Longest gaps">
            {slowest.map((gap) => (
              <GapRow key={gap.seq} reading={reading} gap={gap} />
            ))}
          </ul>
        </Section>
      )}
      {stalls > 0 && <Stalls reading={reading} timing={timing} />}
    </>
  );
}

function GapRow({ reading, gap: { seq, ms, injected } }: { readonly reading: Reading; readonly gap: Gap }) {
  return (
    <li className={styles.gap}>
      <span className={styles.number}>{formatMs(ms)}</span>
      <span className={styles.what}>
        before <code>{reading.typeAt(seq) ?? "a frame that is no event"}</code>
        {injected && <span className={styles.injected}> injected by AG-UI Scope</span>}
      </span>
      <EventLink seq={seq} what={`ended a gap of ${formatMs(ms)}`} />
    </li>
  );
}

function Stalls({ reading, timing }: { readonly reading: Reading; readonly timing: ExchangeTiming }) {
  const { log } = reading;
  const { stalls, index: exchange } = timing;
  const [more, setMore] = useState({ exchange, shown: STALLS_SHOWN });
  const shown = Math.min(stalls, more.exchange === exchange ? more.shown : STALLS_SHOWN);
  return (
    <Section title={`${plural(stalls, "stall")} of ${formatMs(STALL_MS)} or more`}>
      <ul className={styles.stalls} aria-label="Stalls">
        {Array.from({ length: shown }, (_, index) => {
          const { seq, injected } = timing.stallAt(index);
          return (
            <li key={seq} className={injected ? styles.injected : undefined}>
              <EventLink seq={seq} what="ended a stall" /> {formatMs(log.timeOf(seq) - log.timeOf(seq - 1))}
              {injected && " injected"}
            </li>
          );
        })}
      </ul>
      {shown < stalls && (
        <Button size="sm" variant="ghost" onClick={() => setMore({ exchange, shown: shown + STALLS_SHOWN })}>
          {formatCount(stalls - shown)} more
        </Button>
      )}
    </Section>
  );
}

/** A figure and what it is. */
export function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
