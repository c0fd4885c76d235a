import type { GapBucket } from "#src/analysis/gapStats.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { bucketLabel } from "./labels.ts";
import styles from "./timing.module.css";

/** How many gaps there are of each length, a bar for each bucket. */
export function GapHistogram({ buckets }: { readonly buckets: readonly GapBucket[] }) {
  const most = Math.max(1, ...buckets.map(({ count }) => count));
  return (
    <table className={styles.histogram} aria-label="Gaps by length">
      <tbody>
        {buckets.map(({ from, to, count }) => (
          <tr key={from}>
            <th scope="row">{bucketLabel(from, to)}</th>
            <td className={styles.bars}>
              {/* A bar that stands for something is seen, however small its share. */}
              {count > 0 && <i className={styles.bar} style={{ width: `max(2px, ${(count / most) * 100}%)` }} />}
            </td>
            <td className={styles.number}>{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
