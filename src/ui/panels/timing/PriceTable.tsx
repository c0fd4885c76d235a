import { useState } from "react";
import { priceKey, type TokenPrice, type TokenTotals } from "#src/analysis/tokenUsage.ts";
import controls from "#src/ui/components/controls.module.css";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { readPrice } from "./labels.ts";
import { ModelName } from "./TokensSection.tsx";
import styles from "./timing.module.css";

/** What the models cost, as the user enters it. */
export function PriceTable({ totals }: { readonly totals: readonly TokenTotals[] }) {
  const prices = useScope((state) => state.tokenPrices);
  const currency = useScope((state) => state.currency);
  const setTokenPrice = useScope((state) => state.setTokenPrice);
  const setCurrency = useScope((state) => state.setCurrency);
  return (
    <Section title="Prices" startsClosed>
      <label className={styles.choice}>
        Currency
        <input
          className={`${controls.field} ${styles.currency}`}
          value={currency}
          maxLength={8}
          autoComplete="off"
          placeholder="none"
          onChange={({ target }) => setCurrency(target.value)}
        />
      </label>
      <table className={styles.table} aria-label="Prices for 1M tokens">
        <thead>
          <tr>
            <th scope="col">Price for 1M tokens</th>
            <th scope="col">Input</th>
            <th scope="col">Output</th>
          </tr>
        </thead>
        <tbody>
          {totals.map((each) => {
            const key = priceKey(each);
            const price = prices[key] ?? {};
            const name = [each.model || "no model named", each.provider].filter(Boolean).join(" ");
            const put = (part: keyof TokenPrice, value: number | undefined): void => {
              const { [part]: _, ...rest } = price;
              setTokenPrice(key, value === undefined ? rest : { ...rest, [part]: value });
            };
            return (
              <tr key={key}>
                <th scope="row">
                  <ModelName of={each} />
                </th>
                <PriceField
                  label={`Input price of ${name}`}
                  value={price.input}
                  onChange={(value) => put("input", value)}
                />
                <PriceField
                  label={`Output price of ${name}`}
                  value={price.output}
                  onChange={(value) => put("output", value)}
                />
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.note}>Kept in this browser. All input tokens cost the same here, cached ones too.</p>
    </Section>
  );
}

interface PriceFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** A price, or none. What is no price stays as typed, is marked, and changes nothing. */
function PriceField({ label, value, onChange }: PriceFieldProps) {
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === undefined ? "" : String(value));
  return (
    <td className={styles.number}>
      <input
        className={`${controls.field} ${styles.price}`}
        inputMode="decimal"
        aria-label={label}
        aria-invalid={readPrice(shown) === "invalid"}
        placeholder="none"
        autoComplete="off"
        value={shown}
        onChange={({ target }) => {
          setTyped(target.value);
          const price = readPrice(target.value);
          if (price !== "invalid") onChange(price);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </td>
  );
}
