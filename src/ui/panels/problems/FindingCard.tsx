import { memo } from "react";
import { findRule } from "#src/protocol/lint/catalog.ts";
import type { Finding, Severity } from "#src/protocol/lint/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { FactList, NamedFact } from "#src/ui/components/FactList.tsx";
import { Icon, type IconName } from "#src/ui/components/Icon.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./FindingCard.module.css";

/** The icon that stands beside each severity's word. */
export const SEVERITY_ICONS: Readonly<Record<Severity, IconName>> = { error: "cross", warning: "alert", info: "info" };

/** Rules about a patch that failed: the Event view tells what each of its operations does. */
const ABOUT_PATCHES: ReadonlySet<string> = new Set([
  "state/patch-failed",
  "state/patch-test-failed",
  "state/patch-forbidden-key",
  "activity/patch-failed",
]);

interface FindingCardProps {
  readonly finding: Finding;
  /** True after the cursor: it has not happened yet. */
  readonly future?: boolean;
  /** Left out where the card already stands beside its event. */
  readonly withLink?: boolean;
}

/** One problem: what was found, what was expected, and what the official client does about it. */
export const FindingCard = memo(function FindingCard({ finding, future = false, withLink = true }: FindingCardProps) {
  const { rule: id, severity, seq, pointer, message, expected, found, relatedSeq } = finding;
  const rule = findRule(id);
  const store = useScopeStore();
  const explain = (at: number): void => {
    store.getState().goTo(at);
    store.getState().showMeaning("event");
  };
  return (
    <article
      className={`${styles.card} ${styles[severity]} ${future ? styles.future : ""}`}
      data-seq={withLink && seq > 0 ? seq : undefined}
    >
      <div className={styles.head}>
        <span className={styles.severity}>
          <Icon name={SEVERITY_ICONS[severity]} /> {severity}
        </span>
        <b className={styles.title}>{rule?.title ?? id}</b>
        <button
          type="button"
          className={styles.rule}
          aria-label="Show all problems of this rule"
          title={`Show all problems of the rule ${id}`}
          onClick={() => store.getState().reveal({ kind: "rule", id })}
        >
          {id}
        </button>
        <span className={styles.push} />
        {future && <span className={styles.note}>later</span>}
        {withLink && (seq > 0 ? <EventLink seq={seq} /> : <span className={styles.note}>before the first event</span>)}
      </div>
      <p className={styles.message}>{message}</p>
      {(expected !== undefined || found !== undefined || pointer !== undefined) && (
        <FactList>
          {pointer !== undefined && (
            <NamedFact name="at">
              <code>{pointer === "" ? "the whole event" : pointer}</code>
              {pointer !== "" && <CopyButton text={pointer} label="Copy path" />}
            </NamedFact>
          )}
          {expected !== undefined && (
            <NamedFact name={id === "scope/injected" ? "the agent sent" : "expected"}>
              <code>{expected}</code>
            </NamedFact>
          )}
          {found !== undefined && (
            <NamedFact name="found">
              <code>{found}</code>
            </NamedFact>
          )}
        </FactList>
      )}
      <p className={styles.foot}>
        {relatedSeq !== undefined && relatedSeq > 0 && (
          <span>
            See <EventLink seq={relatedSeq} what="explains it" />
          </span>
        )}
        {withLink && ABOUT_PATCHES.has(id) && (
          <button type="button" className={controls.textLink} onClick={() => explain(seq)}>
            Explain the patch
          </button>
        )}
        <button
          type="button"
          className={controls.textLink}
          title="Find the first event with this problem"
          onClick={() => store.getState().openBisect({ kind: "problem", rule: id, severity: "any" })}
        >
          First of its kind
        </button>
        {rule && <span>Official client: {rule.client}</span>}
        {rule?.specUrl !== undefined && (
          <a href={rule.specUrl} target="_blank" rel="noopener noreferrer">
            Specification
          </a>
        )}
      </p>
    </article>
  );
});
