import { useMemo } from "react";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { EVENT_TABLE } from "#src/protocol/eventTable.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { BookmarkToggle } from "#src/ui/panels/annotations/BookmarkToggle.tsx";
import { EventNote } from "#src/ui/panels/annotations/EventNote.tsx";
import { HoldAtTypeToggle } from "#src/ui/panels/breakpoints/HoldAtTypeToggle.tsx";
import { FindingCard } from "#src/ui/panels/problems/FindingCard.tsx";
import { PatchFailureSection } from "#src/ui/panels/patchFailure/PatchFailureSection.tsx";
import { hasTimes } from "#src/recording/hasTimes.ts";
import { PredictionSection } from "#src/ui/panels/prediction/PredictionSection.tsx";
import { ForkFromEvent } from "#src/ui/panels/threads/ForkFromEvent.tsx";
import { WhatIfActions } from "#src/ui/panels/whatIf/WhatIfActions.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { useReading, useScope, useView } from "#src/ui/useScope.ts";
import { EffectSection } from "./EffectSection.tsx";
import { ExchangeSection } from "./ExchangeSection.tsx";
import { FieldsSection } from "./FieldsSection.tsx";
import { formatMs } from "./format.ts";
import { KIND_NOTES, KIND_WORDS } from "./frameFacts.ts";
import { InjectedSection } from "./InjectedSection.tsx";
import { JsonSection } from "./JsonSection.tsx";
import { OdditiesSection } from "./OdditiesSection.tsx";
import { RawSection } from "./RawSection.tsx";
import { Section } from "./Section.tsx";
import panel from "#src/ui/components/panel.module.css";
import styles from "./EventPanel.module.css";

/** Everything about the event at the cursor. */
export function EventPanel() {
  const reading = useReading();
  const seq = useView().at;
  // The exchange's end and its findings come after its last event.
  const revision = useScope((state) => state.viewRevision);
  if (seq === 0) return <BeforeEvents reading={reading} />;
  return <EventView reading={reading} seq={seq} revision={revision} />;
}

function BeforeEvents({ reading }: { readonly reading: Reading }) {
  const exchange = reading.log.exchanges[0];
  if (!exchange)
    return (
      <EmptyState title="No event selected">
        Press Run, or open a recording; then choose a row of the timeline.
      </EmptyState>
    );
  return (
    <div className={panel.panel}>
      <header className={styles.header}>
        <b>Before the first event</b>
      </header>
      <div className={styles.body} tabIndex={0} role="region" aria-label="Event details">
        {reading.findingsAt(0).map((finding, index) => (
          <FindingCard key={index} finding={finding} withLink={false} />
        ))}
        <ExchangeSection exchange={exchange} startsClosed={false} />
      </div>
    </div>
  );
}

interface EventViewProps {
  readonly reading: Reading;
  readonly seq: number;
  readonly revision: number;
}

function EventView({ reading, seq, revision }: EventViewProps) {
  const { log } = reading;
  const decoded = useMemo(() => reading.decodedAt(seq), [reading, seq]);
  const kind = log.kind(seq);
  const { event, wireType, json } = decoded;
  const spec = EVENT_TABLE.get(event?.type ?? wireType ?? "");
  const exchange = log.exchangeOf(seq);
  const time = log.timeOf(seq);
  const gap = seq > exchange.firstSeq ? time - log.timeOf(seq - 1) : undefined;
  const { injected, findings } = useMemo(
    () => {
      const all = reading.findingsAt(seq);
      return {
        injected: all.filter(({ rule }) => rule === "scope/injected"),
        findings: all.filter(({ rule }) => rule !== "scope/injected"),
      };
    },
    // Findings of an event may be made later than the event: an end of the stream explains its last frame.
    // oxlint-disable-next-line react/exhaustive-deps
    [reading, seq, revision],
  );
  const retired = event && wireType !== event.type;
  return (
    <div className={panel.panel}>
      <header className={styles.header}>
        <i className={styles.dot} style={{ background: familyColor(spec?.family ?? "other") }} />
        <b className={styles.type} style={{ color: familyColor(spec?.family ?? "other") }}>
          {wireType ?? KIND_WORDS[kind]}
        </b>
        <span className={styles.seq}>#{seq}</span>
        <span className={styles.time}>
          {hasTimes(exchange) && `+${formatMs(time)}${gap === undefined ? "" : ` · ${formatMs(gap)} after the last`}`}
        </span>
        {event && <HoldAtTypeToggle type={event.type} />}
        <BookmarkToggle seq={seq} />
      </header>
      <EventNote seq={seq} />
      <div className={styles.body} tabIndex={0} role="region" aria-label="Event details">
        <p className={styles.lead}>
          {retired && `Retired before 1.0 and read as ${event.type}. `}
          {spec?.meaning ??
            KIND_NOTES[kind] ??
            (json === undefined
              ? "This frame holds no JSON, so no event can be read from it."
              : "AG-UI 1.0 has no such event; clients ignore it.")}
          {spec && (
            <>
              {" "}
              <a href={spec.specUrl} target="_blank" rel="noopener noreferrer">
                Specification
              </a>
            </>
          )}
        </p>
        <WhatIfActions reading={reading} seq={seq} />
        <ForkFromEvent seq={seq} />
        <InjectedSection injected={injected} />
        {findings.length > 0 && (
          <Section title={findings.length === 1 ? "Problem" : `${findings.length} problems`}>
            <div className={styles.findings}>
              {findings.slice(0, 50).map((finding, index) => (
                <FindingCard key={index} finding={finding} withLink={false} />
              ))}
              {findings.length > 50 && (
                <p className={styles.note}>{findings.length - 50} more are listed under Problems.</p>
              )}
            </div>
          </Section>
        )}
        <PatchFailureSection reading={reading} seq={seq} />
        {event && <PredictionSection reading={reading} seq={seq} event={event} revision={revision} />}
        {event && <EffectSection reading={reading} seq={seq} revision={revision} />}
        {json !== undefined && (
          <Section
            title="JSON"
            actions={<CopyButton label="Copy JSON" showLabel text={() => stringifyJson(json, 2)} />}
          >
            <JsonSection key={seq} json={json} characters={log.entry(seq).byteLength} />
          </Section>
        )}
        <FieldsSection json={json} spec={spec} />
        {json !== undefined && <OdditiesSection reading={reading} seq={seq} />}
        <RawSection reading={reading} seq={seq} />
        <ExchangeSection exchange={exchange} startsClosed={kind !== "body"} />
      </div>
    </div>
  );
}
