import type { ExchangeTiming, Moment } from "#src/analysis/timing.ts";
import type { Wait } from "#src/analysis/toolTimes.ts";
import type { RecordingLog } from "#src/recording/log.ts";
import type { Exchange } from "#src/recording/types.ts";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatMs } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import styles from "./timing.module.css";

interface MomentsSectionProps {
  readonly log: RecordingLog;
  readonly exchange: Exchange;
  readonly timing: ExchangeTiming;
  readonly wait: Wait | undefined;
}

const END_WORDS = {
  complete: "Body ended",
  aborted: "Stopped by the user",
  unreachable: "No answer",
  reset: "Connection broke",
} as const;

/** When each thing that one waits for came first. */
export function MomentsSection({ log, exchange, timing, wait }: MomentsSectionProps) {
  const { firsts } = timing;
  const { response, end, index } = exchange;
  const firstByte = log.firstArrivalOf(index);
  return (
    <Section title="Time since the request">
      <table className={styles.table} aria-label="Time since the request">
        <tbody>
          <Row name="Response headers" time={response?.time} />
          <Row name="First byte" time={firstByte} />
          <Row name="First event" moment={firsts.event} />
          <Row name="First token (text)" moment={firsts.text} />
          <Row name="First reasoning" moment={firsts.reasoning} />
          <Row name="First tool call" moment={firsts.toolCall} />
          <Row name={end ? END_WORDS[end.reason] : "End"} time={end?.time} missing="still open" />
        </tbody>
      </table>
      <p className={styles.note}>
        As it arrived {PLACES[exchange.request.via] ?? "where it was recorded"}, the network included.
      </p>
      {wait && (
        <p className={styles.note}>
          {wait.ms === undefined
            ? "How long nobody asked before this request is not known: the answer before it did not end first, or the clock was set."
            : `Before this request ${formatMs(wait.ms)} passed since the answer before it ended${
                wait.resumes ? ", until the interrupt was answered" : ""
              }. That is the time of your app and its user, not the agent's.`}
        </p>
      )}
    </Section>
  );
}

/** Who took the times, by how the request travelled. */
const PLACES: Readonly<Record<string, string>> = {
  direct: "in this page",
  relay: "at the relay",
  recorder: "at the recorder",
  tap: "in your app",
};

interface RowProps {
  readonly name: string;
  readonly time?: number | undefined;
  readonly moment?: Moment | undefined;
  readonly missing?: string;
}

function Row({ name, moment, time = moment?.time, missing = "none" }: RowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.number}>
        {time === undefined ? <span className={styles.none}>{missing}</span> : formatMs(time)}
      </td>
      <td className={styles.link}>{moment && <EventLink seq={moment.seq} />}</td>
    </tr>
  );
}
