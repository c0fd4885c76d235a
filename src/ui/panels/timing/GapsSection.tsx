import { useState } from "react";
import type { ExchangeTiming, Gap } from "#src/analysis/timing.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, formatMs, plural } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { GapHistogram } from "./GapHistogram.tsx";
import { StallField } from "./StallField.tsx";
import styles from "./timing.module.css";

/** Stalls that are listed at once. */
const STALLS_SHOWN = 50;

/** How evenly an answer came. */
export function GapsSection({ reading, timing }: { readonly reading: Reading; readonly timing: ExchangeTiming }) {
  const { gaps, frames, sharedFrames, arrivals, injectedGaps, backwards, slowest } = timing;
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
      <StallsSection timing={timing} />
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

function StallsSection({ timing }: { readonly timing: ExchangeTiming }) {
  const stallMs = useScope((state) => state.stallMs);
  const { stalls, index: exchange } = timing;
  const count = stalls.count(stallMs);
  const [more, setMore] = useState({ exchange, stallMs, shown: STALLS_SHOWN });
  const isSame = more.exchange === exchange && more.stallMs === stallMs;
  const shown = Math.min(count, isSame ? more.shown : STALLS_SHOWN);
  return (
    <Section title={`${plural(count, "stall")} of ${formatMs(stallMs)} or more`}>
      <StallField />
      {count > 0 && (
        <ul className={styles.stalls} aria-label="Stalls">
          {Array.from({ length: shown }, (_, index) => {
            const { seq, ms, injected } = stalls.at(index, stallMs);
            return (
              <li key={seq} className={injected ? styles.injected : undefined}>
                <EventLink seq={seq} what="ended a stall" /> {formatMs(ms)}
                {injected && " injected"}
              </li>
            );
          })}
        </ul>
      )}
      {shown < count && (
        <Button size="sm" variant="ghost" onClick={() => setMore({ exchange, stallMs, shown: shown + STALLS_SHOWN })}>
          {formatCount(count - shown)} more
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
