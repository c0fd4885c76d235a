import { useState } from "react";
import { LANES } from "#src/analysis/spans/lanes.ts";
import { spanFacts, type Span } from "#src/analysis/spans/spanFacts.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { useScope } from "#src/ui/useScope.ts";
import type { OverviewModel } from "./overviewModel.ts";
import { durationWords, pauseWords, spanTitle, stateWords, summaryWords } from "./overviewWords.ts";
import type { Plot } from "./plot.ts";
import { tableRows } from "./tableRows.ts";
import styles from "./OverviewPanel.module.css";

/** Spans that are listed at once. */
const SHOWN = 200;

const TITLES = new Map(LANES.map(({ id, title }) => [id, title]));

/** The same as the lanes, in words: the spans of the part that is on screen. */
export function SpansTable({ model }: { readonly model: OverviewModel }) {
  // The recording grows in place.
  useScope((state) => state.viewRevision);
  const [most, setMost] = useState(SHOWN);
  const { plot } = model;
  if (!plot) return null;
  const { rows, total } = tableRows(plot, most);
  const pauses = plot.axis.pauses.filter(
    ({ left, end, start }) => left && end >= plot.view.from && start <= plot.view.to,
  );
  return (
    <div className={styles.table} role="region" aria-label="Spans" tabIndex={0}>
      <p>{summaryWords(plot.spans, plot.axis, model.shown.lanes)}</p>
      <table aria-label="Spans">
        <thead>
          <tr>
            {["Lane", "What", "From", "To", "Took", "How it stands"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((span) => (
            <SpanLine key={span.id} span={span} plot={plot} model={model} />
          ))}
          {pauses.map((pause) => (
            <tr key={`pause ${pause.exchange}`}>
              <th scope="row">waiting</th>
              <td colSpan={5}>{pauseWords(pause, plot.axis.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total && (
        <p>
          {formatCount(rows.length)} of {plural(total, "span")}.{" "}
          <Button size="sm" onClick={() => setMost(most + SHOWN)}>
            List {formatCount(Math.min(SHOWN, total - rows.length))} more
          </Button>
        </p>
      )}
    </div>
  );
}

interface SpanLineProps {
  readonly span: Span;
  readonly plot: Plot;
  readonly model: OverviewModel;
}

function SpanLine({ span, plot, model }: SpanLineProps) {
  const { timeAxis } = model;
  const problem = span.problem === undefined ? "" : `${span.problem}s`;
  return (
    <tr>
      <th scope="row">{TITLES.get(span.lane)}</th>
      <td className={styles.name}>{spanTitle(span)}</td>
      <td>
        <EventLink seq={span.firstSeq} what="began it" />
      </td>
      <td>
        <EventLink seq={span.lastSeq} what="was the last about it" />
      </td>
      <td>{timeAxis ? durationWords(timeAxis, spanFacts(plot.spans, timeAxis, span.id)) : "no times"}</td>
      <td>{[stateWords(span), problem].filter((part) => part !== "").join(" · ")}</td>
    </tr>
  );
}
