import type { Finding } from "#src/protocol/lint/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatCount, plural } from "./format.ts";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

/** Characters of an original that are printed; the rest can be copied. */
const SHOWN = 20_000;

/** What AG-UI Scope itself did to the stream at this event, and what the agent had sent in its place. */
export function InjectedSection({ injected }: { readonly injected: readonly Finding[] }) {
  if (injected.length === 0) return null;
  return (
    <Section title="Injected by AG-UI Scope">
      <ul className={styles.injected}>
        {injected.map(({ message, expected: original }, index) => (
          <li key={index}>
            <p className={styles.done}>
              <Icon name="bolt" size={12} /> {message}
            </p>
            {original !== undefined && (
              <>
                <div className={styles.sectionHead}>
                  <span className={styles.note}>The agent had sent</span>
                  <CopyButton label="Copy original" showLabel text={() => original} />
                </div>
                <pre className={styles.raw} tabIndex={0} aria-label="Original">
                  {original === "" ? "nothing" : original.slice(0, SHOWN)}
                </pre>
                {original.length > SHOWN && (
                  <p className={styles.note}>
                    Shows the first {formatCount(SHOWN)} of {plural(original.length, "character")}. Copy original has
                    all of them.
                  </p>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
