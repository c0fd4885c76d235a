import { useMemo } from "react";
import { argumentProblemInWords, argumentProblems } from "#src/tools/argumentProblems.ts";
import type { MockTool } from "#src/tools/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { Pill } from "#src/ui/components/Pill.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import type { Tried } from "./tryTool.ts";
import type { TryOut } from "./useTryOut.ts";
import styles from "./tools.module.css";

interface TryToolProps {
  readonly tool: MockTool;
  readonly tryOut: TryOut;
}

/** More of an answer is not shown. */
const SHOWN = 4_000;

/** An example call and the answer that it gets. Nothing is sent. */
export function TryTool({ tool, tryOut }: TryToolProps) {
  const { argumentsText, setArguments, call, setCall, tried, isTrying, attempt, isNext, setNext } = tryOut;
  const problems = useMemo(() => argumentProblems(tool, argumentsText), [tool, argumentsText]);
  return (
    <section className={styles.try} aria-label="Try it out">
      <div className={styles.line}>
        <h3 className={styles.heading}>Example call</h3>
        <label className={styles.part}>
          call no.
          <input
            className={`${controls.field} ${styles.number}`}
            aria-label="Number of the example call"
            inputMode="numeric"
            value={call}
            onChange={({ target }) => {
              if (/^[1-9]\d{0,5}$/.test(target.value)) setCall(Number(target.value));
            }}
          />
        </label>
        <Button size="sm" icon="run" onClick={() => attempt()}>
          Try it
        </Button>
      </div>
      {isNext !== undefined && (
        <CheckField checked={isNext} onChange={setNext}>
          As the next call
        </CheckField>
      )}
      <textarea
        className={styles.code}
        aria-label="Example arguments"
        spellCheck={false}
        rows={3}
        value={argumentsText}
        onChange={({ target }) => setArguments(target.value)}
      />
      <ProblemList
        label="Problems of the example arguments"
        problems={problems.map((problem) => ({ severity: "warning", message: argumentProblemInWords(problem) }))}
      />
      <div role="status" aria-label="Outcome" className={styles.outcome}>
        {isTrying ? <p className={styles.note}>Running…</p> : tried && <Outcome tried={tried} />}
      </div>
    </section>
  );
}

function Outcome({ tried: { answer, log } }: { readonly tried: Tried }) {
  if (answer.kind === "ask") return <p className={styles.note}>The call would wait for your answer.</p>;
  if (answer.kind === "none") return <p className={styles.note}>The call would get no answer.</p>;
  const { content, error, callId, warnings = [] } = answer;
  return (
    <>
      <p className={styles.line}>
        <Pill tone={error === undefined ? "ok" : "error"}>{error === undefined ? "result" : "error"}</Pill>
        <span className={styles.note}>{plural(content.length, "character")}</span>
      </p>
      {callId !== undefined && <p className={styles.note}>It claims to answer the call {callId}.</p>}
      <pre className={styles.result}>{content.slice(0, SHOWN)}</pre>
      {content.length > SHOWN && <p className={styles.note}>Only the first {SHOWN} characters are shown.</p>}
      <ProblemList
        label="Remarks about the answer"
        problems={warnings.map((message) => ({ severity: "warning", message }))}
      />
      {log && log.lines.length > 0 && (
        <>
          <h3 className={styles.heading}>Console</h3>
          <pre className={styles.result}>{log.lines.join("\n")}</pre>
          {log.dropped > 0 && <p className={styles.note}>{plural(log.dropped, "more line")} or more were not kept.</p>}
        </>
      )}
    </>
  );
}
