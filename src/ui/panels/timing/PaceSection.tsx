import type { ExchangeTiming } from "#src/analysis/timing.ts";
import type { TokenTotals } from "#src/analysis/tokenUsage.ts";
import { formatCount, formatMs } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { Fact } from "./GapsSection.tsx";
import { perSecond } from "./labels.ts";
import styles from "./timing.module.css";

/** How fast text came. Tokens are counted only where the agent states them. */
export function PaceSection({
  timing: { pace, timed },
  usage,
}: {
  readonly timing: ExchangeTiming;
  readonly usage: readonly TokenTotals[];
}) {
  const { characters, streamedCharacters, textMs, outputMs } = pace;
  const stated = usage.flatMap(({ outputTokens }) => (outputTokens === undefined ? [] : [outputTokens]));
  const tokens = stated.reduce((sum, count) => sum + count, 0);
  if (characters === 0 && (stated.length === 0 || outputMs === 0)) return null;
  return (
    <Section title="Pace of the text">
      <dl className={styles.facts}>
        <Fact name="text" value={`${formatCount(characters)} characters`} />
        {timed && textMs > 0 && <Fact name="streamed for" value={formatMs(textMs)} />}
        {timed && textMs > 0 && <Fact name="characters" value={`${perSecond(streamedCharacters, textMs)} a second`} />}
        {timed && stated.length > 0 && outputMs > 0 && (
          <Fact name="output tokens" value={`${perSecond(tokens, outputMs)} a second`} />
        )}
      </dl>
      {timed && textMs === 0 && characters > 0 && (
        <p className={styles.note}>Each message came in one arrival, so there is no pace to measure.</p>
      )}
      {timed && textMs > 0 && (
        <p className={styles.note}>
          From the first to the last piece of each message
          {stated.length > 0
            ? "; tokens as the agent states them, over the time in which text, reasoning and arguments streamed."
            : ". The agent states no output tokens, and none are guessed."}
        </p>
      )}
    </Section>
  );
}
