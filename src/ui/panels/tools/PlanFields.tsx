import { useMemo } from "react";
import { readJsonText } from "#src/tools/jsonText.ts";
import { scriptTypes } from "#src/tools/sandbox/scriptTypes.ts";
import type { ToolProblem } from "#src/tools/toolProblems.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import { CodeEditor, type CodeMark } from "#src/ui/editor/CodeEditor.tsx";
import controls from "#src/ui/components/controls.module.css";
import { MALFORMED, newPlan, PLAN_KINDS } from "./planKinds.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import { SequenceFields } from "./SequenceFields.tsx";
import styles from "./tools.module.css";

interface PlanFieldsProps {
  readonly tool: MockTool;
  readonly plan: AnswerPlan;
  /** Which plan it is, at the end of accessible names: "of step 2"; empty for the tool's own. */
  readonly of: string;
  /** Those of the tool's plan; each knows which step it is about. */
  readonly problems: readonly ToolProblem[];
  /** `/steps/0` for the first step; empty for the whole. */
  readonly pointer: string;
  /** Where the script went wrong when it was tried out. */
  readonly scriptMarks: readonly CodeMark[];
  readonly onChange: (plan: AnswerPlan) => void;
  readonly onSubmit: () => void;
}

/** How a tool answers, with the editor for that way. */
export function PlanFields(props: PlanFieldsProps) {
  const { plan, of, problems, pointer, onChange } = props;
  const own = useMemo(() => problems.filter((problem) => problem.pointer === pointer), [problems, pointer]);
  return (
    <>
      <div className={styles.line}>
        <select
          className={controls.field}
          aria-label={`Answer${of}`}
          value={plan.kind}
          onChange={({ target }) => onChange(newPlan(target.value as AnswerPlan["kind"], plan))}
        >
          {PLAN_KINDS.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
        <p className={styles.note}>{PLAN_KINDS.find(({ kind }) => kind === plan.kind)?.meaning}</p>
      </div>
      <PlanEditor {...props} problems={own} all={problems} />
      <ProblemList
        label={`Problems of the answer${of}`}
        problems={own.map(({ severity, message, place }) => ({
          severity,
          message: place ? `Line ${place.line}, column ${place.column}: ${message}` : message,
        }))}
      />
    </>
  );
}

function PlanEditor(props: PlanFieldsProps & { readonly all: readonly ToolProblem[] }) {
  const { tool, plan, of, problems, all, scriptMarks, onChange, onSubmit } = props;
  const marks = useMemo(
    () => problems.flatMap(({ place, message }) => (place ? [{ ...place, message }] : [])),
    [problems],
  );
  const { name, parametersText } = tool;
  const declarations = useMemo(() => scriptTypes({ name, parametersText }), [name, parametersText]);
  switch (plan.kind) {
    case "fixed":
      return (
        <>
          <textarea
            className={styles.code}
            aria-label={`Text of the answer${of}`}
            spellCheck={false}
            rows={5}
            value={plan.text}
            onChange={({ target }) => onChange({ ...plan, text: target.value })}
          />
          <p className={styles.note}>{jsonNote(plan.text)}</p>
        </>
      );
    case "template":
      return (
        <>
          <div className={styles.smallEditor}>
            <CodeEditor
              label={`Template of the answer${of}`}
              value={plan.text}
              marks={marks}
              onChange={(text) => {
                if (text !== plan.text) onChange({ ...plan, text });
              }}
            />
          </div>
          <p className={styles.note}>
            {
              "{{args.city}} {{state.list[0]}} {{json args}} {{#if args.days > 3}}…{{else}}…{{/if}} {{fake}} {{now}} {{uuid}}"
            }
          </p>
          <label className={styles.part}>
            Seed of what is made up
            <input
              className={`${controls.field} ${styles.number}`}
              aria-label={`Seed of the answer${of}`}
              inputMode="numeric"
              value={plan.seed}
              onChange={({ target }) => {
                if (/^\d{0,9}$/.test(target.value)) onChange({ ...plan, seed: Number(target.value) });
              }}
            />
          </label>
        </>
      );
    case "script":
      return (
        <div className={styles.editor}>
          <CodeEditor
            label={`Script of the answer${of}`}
            value={plan.source}
            marks={scriptMarks}
            declarations={declarations}
            onSubmit={onSubmit}
            onChange={(source) => {
              if (source !== plan.source) onChange({ ...plan, source });
            }}
          />
        </div>
      );
    case "error":
      return (
        <input
          className={`${controls.field} ${styles.wide}`}
          aria-label={`Error message of the answer${of}`}
          value={plan.message}
          onChange={({ target }) => onChange({ ...plan, message: target.value })}
        />
      );
    case "malformed":
      return (
        <select
          className={controls.field}
          aria-label={`What is malformed in the answer${of}`}
          value={plan.how}
          onChange={({ target }) => onChange({ ...plan, how: target.value as typeof plan.how })}
        >
          {MALFORMED.map(({ how, title }) => (
            <option key={how} value={how}>
              {title}
            </option>
          ))}
        </select>
      );
    case "sequence":
      return <SequenceFields {...props} problems={all} plan={plan} />;
    default:
      return null;
  }
}

function jsonNote(text: string): string {
  if (text.trim() === "") return "The answer is empty.";
  const read = readJsonText(text);
  return read.ok ? "It is valid JSON." : `It is sent as text: it ${read.error}.`;
}

export type { PlanFieldsProps };
