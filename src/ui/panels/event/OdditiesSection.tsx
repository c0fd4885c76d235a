import { useMemo, useState } from "react";
import { rawOddities, type RawOddity } from "#src/protocol/rawOddities.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { isBinary } from "#src/transport/types.ts";
import { formatCount, plural } from "./format.ts";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

/** A longer text is looked at when the user asks: it takes a moment. Characters. */
const MOST_AT_ONCE = 200_000;
const SHOWN = 20;

const MEANINGS: Readonly<Record<RawOddity["kind"], (text: string) => string>> = {
  "duplicate-key": () => "The key comes again in the same object; the last one counts.",
  "special-key": () => "Code that assigns this key changes an object's prototype and loses the value.",
  "unsafe-integer": (text) => `Beyond 2^53: JavaScript reads ${String(Number(text))}.`,
  "lost-digits": (text) => `More digits than a double keeps: JavaScript reads ${String(Number(text))}.`,
  overflow: (text) => `Too large for a double: JavaScript reads ${String(Number(text))}, and writes null.`,
  underflow: () => "Too small for a double: JavaScript reads 0.",
  "negative-zero": () => "JavaScript reads -0 and writes 0.",
  "lone-surrogate": () => "Half of a character: UTF-8 cannot carry it, so it is replaced where the text is sent on.",
  nul: () => "Holds the character U+0000, which some databases and languages refuse.",
};

/** What the text of the event says and the parsed event does not. Absent where there is nothing of it. */
export function OdditiesSection({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const text = useMemo(() => (isBinary(reading.log.kind(seq)) ? "" : reading.dataAt(seq)), [reading, seq]);
  const [askedFor, setAskedFor] = useState(0);
  const look = text.length <= MOST_AT_ONCE || askedFor === seq;
  const found = useMemo(() => (look ? rawOddities(text) : undefined), [look, text]);
  if (found?.list.length === 0) return null;
  return (
    <Section title="What parsing hides">
      {found === undefined ? (
        <p className={styles.note}>
          Twice-written keys, lost digits and halves of characters are looked for in a text of this length when asked.{" "}
          <Button size="sm" onClick={() => setAskedFor(seq)}>
            Look for them
          </Button>
        </p>
      ) : (
        <ul className={styles.effects}>
          {found.list.slice(0, SHOWN).map(({ kind, position, pointer, text: written }) => (
            <li key={`${kind} ${position}`} className={styles.effect}>
              <code className={styles.subject}>{pointer === "" ? "the whole event" : pointer}</code>
              <code className={styles.before}>{written}</code>
              <span>{MEANINGS[kind](written)}</span>
              <span className={styles.note}>character {formatCount(position + 1)}</span>
            </li>
          ))}
        </ul>
      )}
      {found && found.list.length + found.more > SHOWN && (
        <p className={styles.note}>and {plural(found.list.length + found.more - SHOWN, "more place")}</p>
      )}
    </Section>
  );
}
