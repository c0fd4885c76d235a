import { useState, type ReactNode } from "react";
import type { JsonObject } from "#src/lib/json.ts";
import type { AnswerKind, Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { ArgumentProblems } from "#src/ui/panels/tools/ArgumentProblems.tsx";
import { AnswerPreview } from "./AnswerPreview.tsx";
import { AnswerProblems } from "./AnswerProblems.tsx";
import { AnswerText } from "./AnswerText.tsx";
import { answerOf, firstField, likeliest, type OpenField, type PauseDraft } from "./pauseDraft.ts";
import { PauseActions } from "./PauseActions.tsx";
import { PauseQuestion } from "./PauseQuestion.tsx";
import { ResultField } from "./ResultField.tsx";
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
  const [aim, setAim] = useState<AnswerKind>();
  const { field } = draft;
  const resultText = (
    <AnswerText
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
          <AnswerText
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
            <AnswerProblems what="result" schema={schema} text={draft.resultText} />
          </>
        )}
        {field === "fail" && (
          <AnswerText label="Error" value={draft.errorText} onChange={(errorText) => onChange({ errorText })} />
        )}
        <AnswerPreview
          pause={pause}
          kind={aim ?? likeliest(pause, draft)}
          draft={draft}
          schema={schema}
          others={others}
        />
      </div>
      <PauseActions
        pause={pause}
        draft={draft}
        onAim={setAim}
        onGive={give}
        onOpen={open}
        onReason={(reason) => onChange({ reason })}
      >
        {children}
      </PauseActions>
    </>
  );

  function give(kind: AnswerKind): void {
    const answer = answerOf(kind, draft, pause);
    if (answer.ok) onAnswer(answer.value);
    else onRefuse(answer.error);
  }

  /** Opens a field, or what stood there before where it is open. */
  function open(name: OpenField): void {
    onRefuse("");
    onChange({ field: field === name ? firstField(pause) : name });
  }
}
