import type { JsonObject } from "#src/lib/json.ts";
import { replyTo } from "#src/run/dialects/dialects.ts";
import type { AnswerKind, Pause } from "#src/run/pending/types.ts";
import { AnswerProblems } from "./AnswerProblems.tsx";
import { answerOf, type PauseDraft } from "./pauseDraft.ts";
import { sentParts } from "./sentWords.ts";
import styles from "./WaitingStrip.module.css";

interface AnswerPreviewProps {
  readonly pause: Pause;
  readonly kind: AnswerKind;
  readonly draft: PauseDraft;
  /** Of the value that answers it, where it is known. */
  readonly schema: JsonObject | undefined;
  /** How many other answers are still missing. */
  readonly others: number;
}

/** What an answer of this kind would send. */
export function AnswerPreview({ pause, kind, draft, schema, others }: AnswerPreviewProps) {
  const answer = answerOf(kind, draft, pause);
  const reply = answer.ok ? replyTo(pause, answer.value) : answer;
  if (!reply.ok) return null;
  const { toolMessage, warnings } = reply.value;
  // What was written by hand says below its own field what is wrong with it.
  const isMade = kind === "approve" || kind === "reject";
  return (
    <>
      {isMade && toolMessage && <AnswerProblems what="approval" schema={schema} text={toolMessage.content} />}
      <dl className={styles.sent} aria-label="What will be sent">
        {sentParts(reply.value).map(({ where, text }) => (
          <div key={where}>
            <dt>{where}</dt>
            <dd tabIndex={0}>{text}</dd>
          </div>
        ))}
        {warnings.map((warning) => (
          <div key={warning}>
            <dt>but</dt>
            <dd className={styles.words}>{warning}</dd>
          </div>
        ))}
        {others > 0 && (
          <div>
            <dt>when</dt>
            <dd className={styles.words}>
              {others === 1 ? "The other question is answered, too." : `The other ${others} are answered, too.`}
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
