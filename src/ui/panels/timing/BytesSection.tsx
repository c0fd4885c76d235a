import type { ExchangeTiming } from "#src/analysis/timing.ts";
import { formatBytes, formatCount } from "#src/ui/panels/event/format.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { familyColor } from "#src/ui/theme/eventColors.ts";
import { familyLabel } from "./labels.ts";
import styles from "./timing.module.css";

/** What the bytes of an answer were spent on. */
export function BytesSection({ timing: { bytes } }: { readonly timing: ExchangeTiming }) {
  const all = bytes.reduce((sum, each) => sum + each.bytes, 0);
  if (all === 0) return null;
  return (
    <Section title="Bytes by event family">
      <table className={styles.table} aria-label="Bytes by event family">
        <thead>
          <tr>
            <th scope="col">Family</th>
            <th scope="col">Events</th>
            <th scope="col">Bytes</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {bytes.map(({ family, frames, bytes: size }) => (
            <tr key={family}>
              <th scope="row">
                <i
                  className={styles.dot}
                  style={{ background: familyColor(family === "comment" || family === "unread" ? "other" : family) }}
                />
                {familyLabel(family)}
              </th>
              <td className={styles.number}>{formatCount(frames)}</td>
              <td className={styles.number}>{formatBytes(size)}</td>
              <td className={styles.number}>{((size / all) * 100).toFixed(1)} %</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
