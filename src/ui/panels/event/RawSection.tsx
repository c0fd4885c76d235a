import { useMemo, useState } from "react";
import type { Reading } from "#src/reconstruction/reading.ts";
import { isBinary } from "#src/transport/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { hasTimes } from "#src/recording/hasTimes.ts";
import { formatBytes, formatCount, formatMs } from "./format.ts";
import { framesInSameChunk, KIND_WORDS } from "./frameFacts.ts";
import { endMark, hexLines, rawText, SHOWN_BYTES, sseFields } from "./rawText.ts";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

/** Bytes of a protobuf message that are printed. */
const HEX_BYTES = 4096;

/** The frame exactly as it came, where it lay among the bytes, and when it arrived. */
export function RawSection({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const { log } = reading;
  const entry = log.entry(seq);
  const bytes = log.bytes(seq);
  // A capture keeps bytes, neither times nor where the network cut them.
  const timed = hasTimes(log.exchangeOf(seq));
  const binary = isBinary(entry.kind);
  const [allOf, setAllOf] = useState(0);
  const all = allOf === seq;
  const raw = useMemo(() => rawText(bytes, all ? Infinity : SHOWN_BYTES), [bytes, all]);
  const fields = entry.kind === "event" || entry.kind === "comment" || entry.kind === "field" ? sseFields(raw) : [];
  const shared = framesInSameChunk(log, seq);
  const others = `${formatCount(shared.others)}${shared.more ? " or more" : ""} other frame${shared.others === 1 ? "" : "s"}`;
  const hidden = raw.totalBytes - raw.shownBytes;
  return (
    <Section
      title="Raw frame"
      actions={
        <CopyButton
          label="Copy raw"
          showLabel
          text={() =>
            binary ? hexLines(bytes, Infinity).join("\n") : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)
          }
        />
      }
    >
      <dl className={styles.facts}>
        <Fact name="kind">
          {KIND_WORDS[entry.kind] + (entry.unterminated ? ", cut off by the end of the body" : "")}
        </Fact>
        <Fact name="size">{formatBytes(entry.byteLength)}</Fact>
        <Fact name="offset">{formatCount(entry.offset)} B</Fact>
        <Fact name="arrived">{timed ? `+${formatMs(entry.time)}` : "time not kept"}</Fact>
        <Fact name="chunk">
          {timed ? formatCount(entry.chunk) : "not kept"}
          {timed && shared.others > 0 && `, shared with ${others}`}
        </Fact>
        <Fact name="exchange">{entry.exchange + 1}</Fact>
        {fields.map((field, index) => (
          <Fact key={index} name={field.name === ":" ? "comment" : field.name}>
            <code>{field.value === "" ? "empty" : field.value}</code>
          </Fact>
        ))}
      </dl>
      <pre className={styles.raw} tabIndex={0} aria-label="Raw frame">
        {binary
          ? hexLines(bytes, HEX_BYTES).join("\n")
          : raw.lines.map((line, index) => (
              <span key={index}>
                {line.text}
                <span className={styles.lineEnd}>{endMark(line.end)}</span>
                {line.end !== "" && "\n"}
              </span>
            ))}
      </pre>
      {binary && bytes.length > HEX_BYTES && (
        <p className={styles.note}>
          Shows the first {formatBytes(HEX_BYTES)} of {formatBytes(bytes.length)}. Copy raw has all of them.
        </p>
      )}
      {!binary && hidden > 0 && (
        <p className={styles.note}>
          Shows the first {formatBytes(raw.shownBytes)} of {formatBytes(raw.totalBytes)}. Copy raw has all of it.{" "}
          {raw.totalBytes < 4_000_000 && (
            <Button size="sm" onClick={() => setAllOf(seq)}>
              Show all
            </Button>
          )}
        </p>
      )}
    </Section>
  );
}

/** A name and what it is, in a row of facts. */
export function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
