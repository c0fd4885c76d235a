import { costOf, priceKey, type TokenTotals } from "#src/analysis/tokenUsage.ts";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { money } from "./labels.ts";
import { PriceTable } from "./PriceTable.tsx";
import styles from "./timing.module.css";

interface TokensSectionProps {
  /** Of the runs in this answer. */
  readonly own: readonly TokenTotals[];
  /** Of all runs of its thread; undefined where those are the same. */
  readonly thread: readonly TokenTotals[] | undefined;
  /** How many runs the thread has. */
  readonly runs: number;
}

/** Tokens as the agent states them, and what they cost by the user's own prices. */
export function TokensSection({ own, thread, runs }: TokensSectionProps) {
  const all = thread ?? own;
  return (
    <Section title="Tokens">
      {own.length > 0 ? (
        <UsageTable label={thread ? "Tokens of this run" : "Tokens"} totals={own} />
      ) : (
        <p className={styles.note}>
          The run stated no token usage. RUN_FINISHED and RUN_ERROR may carry it in <code>usage</code>; nothing is
          guessed.
        </p>
      )}
      {thread && thread.length > 0 && (
        <>
          <h4 className={styles.subtitle}>The whole thread, {plural(runs, "run")}</h4>
          <UsageTable label="Tokens of the thread" totals={thread} />
        </>
      )}
      {all.length > 0 && <PriceTable totals={all} />}
    </Section>
  );
}

function UsageTable({ label, totals }: { readonly label: string; readonly totals: readonly TokenTotals[] }) {
  const prices = useScope((state) => state.tokenPrices);
  const currency = useScope((state) => state.currency);
  const costs = totals.map((each) => costOf(each, prices[priceKey(each)]));
  const known = costs.filter((cost) => cost !== undefined);
  const sum = known.reduce((total, cost) => total + cost, 0);
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Input</th>
          <th scope="col">Output</th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((each, index) => (
          <tr key={priceKey(each)}>
            <th scope="row">
              <ModelName of={each} />
            </th>
            <Count
              count={each.inputTokens}
              parts={[
                ["cached", each.cachedInputTokens],
                ["put in a cache", each.cacheWriteInputTokens],
              ]}
            />
            <Count count={each.outputTokens} parts={[["reasoning", each.reasoningTokens]]} />
            <td className={styles.number}>
              {costs[index] === undefined ? (
                <span className={styles.none}>no price</span>
              ) : (
                money(costs[index], currency)
              )}
            </td>
          </tr>
        ))}
      </tbody>
      {totals.length > 1 && known.length > 0 && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {known.length < totals.length ? `${known.length} of ${totals.length} models` : "all"}
            </th>
            <td className={styles.number}>{money(sum, currency)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** A model and who runs it, as the agent names them. */
export function ModelName({ of: { provider, model } }: { readonly of: Pick<TokenTotals, "provider" | "model"> }) {
  return (
    <>
      <code>{model || "no model named"}</code>
      {provider !== "" && <span className={styles.provider}> {provider}</span>}
    </>
  );
}

interface CountProps {
  readonly count: number | undefined;
  /** What of it, where that is stated. */
  readonly parts: readonly (readonly [name: string, count: number | undefined])[];
}

function Count({ count, parts }: CountProps) {
  return (
    <td className={styles.number}>
      {count === undefined ? <span className={styles.none}>not stated</span> : formatCount(count)}
      {parts.map(
        ([name, part]) =>
          part !== undefined && (
            <span key={name} className={styles.part}>
              {formatCount(part)} {name}
            </span>
          ),
      )}
    </td>
  );
}
