import { useId, useState, type ReactNode } from "react";
import { isJson, type JsonObject } from "#src/lib/json.ts";
import { replyTo } from "#src/run/dialects/dialects.ts";
import type { AnswerKind, Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { ArgumentProblems } from "#src/ui/panels/tools/ArgumentProblems.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { AnswerProblems } from "./AnswerProblems.tsx";
import { answerOf, type OpenField, type PauseDraft } from "./pauseDraft.ts";
import { PauseQuestion } from "./PauseQuestion.tsx";
import { ResultField } from "./ResultField.tsx";
import { sentParts } from "./sentWords.ts";
import styles from "./WaitingStrip.module.css";

interface PauseFormProps {
  readonly pause: Pause;
  /** Of the value that answers it, where it is known. */
  readonly schema: JsonObject | undefined;
  readonly draft: PauseDraft;
  /** How many other answers are still missing. */
  readonly others: number;
  readonly onChange: (change: Partial<PauseDraft>) => void;
  readonly onAnswer: (answer: PauseAnswer) => void;
  readonly onRefuse: (why: string) => void;
  /** After the answers. */
  readonly children: ReactNode;
}

/** One question, and the answers that its dialect can say. */
export function PauseForm({ pause, schema, draft, others, onChange, onAnswer, onRefuse, children }: PauseFormProps) {
  const leavePause = useScope((state) => state.leavePause);
  const [aim, setAim] = useState<AnswerKind>();
  const { shape } = pause;
  const can = (kind: AnswerKind): boolean => shape.fits.includes(kind);
  const { field } = draft;
  const isValue = !can("approve");
  const resultText = (
    <TextArea
      label="Result"
      unlessJson="no JSON: sent as a text"
      value={draft.resultText}
      onChange={(text) => onChange({ resultText: text, isTyped: true })}
    />
  );
  return (
    <>
      <div className={styles.body}>
        <PauseQuestion pause={pause} isEdited={field === "args"} />
        {field === "args" && (
          <TextArea
            label="Edited arguments"
            unlessJson="no valid JSON"
            value={draft.argsText}
            onChange={(argsText) => onChange({ argsText })}
          />
        )}
        {pause.toolCall && (
          <ArgumentProblems
            name={pause.toolCall.name}
            argumentsText={field === "args" ? draft.argsText : pause.toolCall.argumentsText}
            seq={pause.evidence[0] ?? 0}
          />
        )}
        {field === "result" && (
          <>
            {schema === undefined ? (
              resultText
            ) : (
              <ResultField
                schema={schema}
                text={draft.resultText}
                asJson={draft.asJson}
                onChange={(text) => onChange({ resultText: text, isTyped: false })}
                onMode={(asJson) => onChange({ asJson })}
              >
                {resultText}
              </ResultField>
            )}
            <AnswerProblems schema={schema} text={draft.resultText} />
          </>
        )}
        {field === "fail" && (
          <TextArea label="Error" value={draft.errorText} onChange={(errorText) => onChange({ errorText })} />
        )}
        <Preview pause={pause} kind={aim ?? likeliest(pause, draft)} draft={draft} others={others} />
      </div>
      <div className={styles.actions}>
        {can("approve") && (
          <Button size="sm" variant="primary" {...aiming("approve")} onClick={() => give("approve")}>
            Approve
          </Button>
        )}
        {can("approve") && shape.editKey !== undefined && pause.toolCall && (
          <Button size="sm" aria-pressed={field === "args"} onClick={() => toggle("args")}>
            Edit arguments
          </Button>
        )}
        {can("reject") && (
          <Button size="sm" {...aiming("reject")} onClick={() => give("reject")}>
            Reject
          </Button>
        )}
        {can("result") && (
          <Button
            size="sm"
            variant={isValue && field !== "fail" ? "primary" : "plain"}
            aria-expanded={field === "result"}
            onClick={() => giveOrOpen("result")}
          >
            Send result
          </Button>
        )}
        {can("fail") && (
          <Button size="sm" aria-expanded={field === "fail"} onClick={() => giveOrOpen("fail")}>
            Fail with error
          </Button>
        )}
        {can("cancel") && (
          <Button size="sm" variant="ghost" {...aiming("cancel")} onClick={() => give("cancel")}>
            Cancel
          </Button>
        )}
        {pause.doubt !== undefined && (
          <Button size="sm" variant="ghost" onClick={() => leavePause(pause.id)}>
            Leave it
          </Button>
        )}
        {children}
        {can("reject") && shape.reasonKey !== undefined && (
          <input
            className={`${controls.field} ${styles.reason}`}
            aria-label="Reason for a rejection"
            placeholder="Reason for a rejection"
            value={draft.reason}
            onChange={({ target }) => onChange({ reason: target.value })}
          />
        )}
      </div>
    </>
  );

  /** Shows what a button would send while it is pointed at. */
  function aiming(kind: AnswerKind) {
    const aimAt = (): void => setAim(kind);
    const aimOff = (): void => setAim(undefined);
    return { onPointerEnter: aimAt, onFocus: aimAt, onPointerLeave: aimOff, onBlur: aimOff };
  }

  function give(kind: AnswerKind): void {
    const answer = answerOf(kind, draft, pause);
    if (answer.ok) onAnswer(answer.value);
    else onRefuse(answer.error);
  }

  function toggle(name: OpenField): void {
    onRefuse("");
    onChange({ field: field === name ? "none" : name });
  }

  /** The first press opens the field, the second sends what is in it. */
  function giveOrOpen(kind: "result" | "fail"): void {
    if (field === kind) give(kind);
    else toggle(kind);
  }
}

/** What is likely to be pressed next: whoever writes a reason is about to reject. */
function likeliest({ shape }: Pause, { field, reason }: PauseDraft): AnswerKind {
  if (field === "fail") return "fail";
  if (field === "result" || !shape.fits.includes("approve")) return "result";
  return reason !== "" && field === "none" ? "reject" : "approve";
}

interface PreviewProps extends Pick<PauseFormProps, "pause" | "draft" | "others"> {
  readonly kind: AnswerKind;
}

/** What an answer of this kind would send. */
function Preview({ pause, kind, draft, others }: PreviewProps) {
  const answer = answerOf(kind, draft, pause);
  const reply = answer.ok ? replyTo(pause, answer.value) : answer;
  if (!reply.ok) return null;
  return (
    <dl className={styles.sent} aria-label="What will be sent">
      {sentParts(reply.value).map(({ where, text }) => (
        <div key={where}>
          <dt>{where}</dt>
          <dd tabIndex={0}>{text}</dd>
        </div>
      ))}
      {reply.value.warnings.map((warning) => (
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
  );
}

interface TextAreaProps {
  readonly label: string;
  /** What is said beside the label of a value that is no JSON; left out for a text. */
  readonly unlessJson?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TextArea({ label, unlessJson, value, onChange }: TextAreaProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {unlessJson !== undefined && !isJson(value) && <span className={styles.hint}>{unlessJson}</span>}
      <textarea
        id={id}
        className={`${controls.field} ${controls.code}`}
        spellCheck={false}
        rows={Math.min(8, Math.max(2, value.split("\n").length))}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
