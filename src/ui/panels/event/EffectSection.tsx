import { useMemo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { describeChange } from "#src/reconstruction/describeChange.ts";
import { touchedBy } from "#src/reconstruction/pathHistory.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { prettyJson } from "#src/ui/panels/conversation/prettyJson.ts";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { effectsOf, type Effect } from "./effects.ts";
import { EventLink } from "./EventLink.tsx";
import { RevealButton } from "./RevealButton.tsx";
import { plural } from "./format.ts";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

interface EffectSectionProps {
  readonly reading: Reading;
  readonly seq: number;
  /** The end of a stream changes the view of its last event. */
  readonly revision: number;
}

/** What the event did: before and after, thing by thing. */
export function EffectSection({ reading, seq, revision }: EffectSectionProps) {
  const { list, more } = useMemo(
    () => effectsOf(describeChange(reading.viewAt(seq - 1), reading.viewAt(seq)), touchedBy(reading.history, seq), seq),
    // The reading grows in place.
    // oxlint-disable-next-line react/exhaustive-deps
    [reading, seq, revision],
  );
  return (
    <Section title="What it did">
      <ul className={styles.effects}>
        {list.map((effect, index) => (
          <EffectLine key={index} effect={effect} />
        ))}
      </ul>
      {list.length === 0 && (
        <p className={styles.note}>Nothing that the conversation, the state or an activity shows.</p>
      )}
      {more > 0 && <p className={styles.note}>and {plural(more, "more change")}</p>}
    </Section>
  );
}

function EffectLine({ effect }: { readonly effect: Effect }) {
  const { family, what, subject, before, after, appended, madeBy, target } = effect;
  return (
    <li className={styles.effect}>
      <i className={styles.dot} style={{ background: familyColor(family) }} />
      <span className={styles.effectWhat}>{what}</span>
      <code className={styles.subject}>{subject}</code>
      {before !== undefined && before !== "" && (
        <code className={styles.before}>{appended ? short(before, true) : <del>{short(before)}</del>}</code>
      )}
      {before !== undefined && after !== undefined && !appended && <span aria-label="became">→</span>}
      {after !== undefined && <code className={styles.after}>{short(after)}</code>}
      {(madeBy > 0 || target) && (
        <span className={styles.effectLinks}>
          {madeBy > 0 && <EventLink seq={madeBy} what="made it" />}
          {target && <RevealButton target={target} />}
        </span>
      )}
    </li>
  );
}

const LONGEST = 120;

/** A value on one line, cut; `fromEnd` keeps the end, where something was added. */
function short(value: JsonValue, fromEnd = false): string {
  if (typeof value === "string" && fromEnd) return value.length > LONGEST / 2 ? `…${value.slice(-LONGEST / 2)}` : value;
  const { lines, more } = prettyJson(value, { width: LONGEST, maxLines: 1, maxString: LONGEST });
  const text = lines.map(({ tokens }) => tokens.map((token) => token.text).join("")).join(" ");
  return more ? `${text} … ${Array.isArray(value) ? "]" : "}"}` : text;
}
