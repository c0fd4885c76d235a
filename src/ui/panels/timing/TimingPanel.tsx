import { useState } from "react";
import { sumUsage } from "#src/analysis/tokenUsage.ts";
import { selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeState } from "#src/store/types.ts";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import { BytesSection } from "./BytesSection.tsx";
import { ExchangeChoice } from "./ExchangeChoice.tsx";
import { GapsSection } from "./GapsSection.tsx";
import { MomentsSection } from "./MomentsSection.tsx";
import { PaceSection } from "./PaceSection.tsx";
import { TokensSection } from "./TokensSection.tsx";
import { ToolsSection } from "./ToolsSection.tsx";
import { useTimingReader } from "./useTimingReader.ts";
import styles from "./timing.module.css";

/** When things came: of the whole answer to one request, by default that of the event at the cursor. */
export function TimingPanel() {
  const reading = useReading();
  const revision = useScope((state) => state.viewRevision);
  const atCursor = useScope(selectExchange);
  const { reader, answers, toolTimes } = useTimingReader(reading, revision);
  const [choice, setChoice] = useState<{ readonly of: typeof reading; readonly index: number }>();
  const { log } = reading;
  const index = choice?.of === reading ? choice.index : atCursor;
  const exchange = log.exchanges[index];
  const view = reading.viewAt(reading.length);
  const tools = toolTimes.of(view, index);
  if (!exchange)
    return (
      <EmptyState title="No request yet">When each part of an answer came shows here once one was sent.</EmptyState>
    );
  const timing = reader.of(index);
  const own = view.runs.filter(({ startedBy }) => log.exchangeOf(startedBy).index === index);
  const threadIds = new Set(own.map(({ threadId }) => threadId));
  const thread = view.runs.filter(({ threadId }) => threadIds.has(threadId));
  const usage = sumUsage(own);
  return (
    <div className={styles.panel} tabIndex={0} role="region" aria-label="Timing of the answer">
      {log.exchanges.length > 1 && (
        <ExchangeChoice
          exchanges={log.exchanges}
          atCursor={atCursor}
          chosen={choice?.of === reading ? choice.index : undefined}
          onChoose={(chosen) => setChoice(chosen === undefined ? undefined : { of: reading, index: chosen })}
        />
      )}
      {reader.at < reading.length && (
        <p className={styles.note}>
          Read {formatCount(reader.at)} of {plural(reading.length, "event")} so far.
        </p>
      )}
      {!timing.timed && (
        <p className={styles.missing}>
          This capture holds bytes and no times, so there are none to show. Runs of this page, saved recordings and Live
          traffic have them.
        </p>
      )}
      {timing.timed && (
        <MomentsSection log={log} exchange={exchange} timing={timing} wait={answers.waitBefore(index)} />
      )}
      {timing.timed && <GapsSection reading={reading} timing={timing} />}
      <PaceSection timing={timing} usage={usage} />
      {timing.timed && <ToolsSection log={log} tools={tools} />}
      <BytesSection timing={timing} />
      <TokensSection
        own={usage}
        thread={thread.length > own.length ? sumUsage(thread) : undefined}
        runs={thread.length}
      />
    </div>
  );
}

/** The exchange that the event at the cursor belongs to; the newest one while the cursor follows the end. */
function selectExchange(state: ScopeState): number {
  const { log } = state.session.reading;
  const seq = selectCursorSeq(state);
  if (state.cursor === "live" || log.exchanges.length === 0) return Math.max(0, log.exchanges.length - 1);
  return seq === 0 ? 0 : log.exchangeOf(seq).index;
}
