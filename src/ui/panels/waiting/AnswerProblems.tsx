import { useMemo } from "react";
import { parseJson, type JsonObject } from "#src/lib/json.ts";
import { schemaProblems } from "#src/tools/jsonSchema.ts";
import styles from "./WaitingStrip.module.css";

/** Most that are listed; the first ones tell what is wrong. */
const MOST = 3;

interface AnswerProblemsProps {
  /** What does not fit, for the accessible name. */
  readonly what: "result" | "approval";
  readonly schema: JsonObject | undefined;
  readonly text: string;
}

/** Where an answer does not fit the schema that was given for it. It can be sent all the same. */
export function AnswerProblems({ what, schema, text }: AnswerProblemsProps) {
  const problems = useMemo(
    () => (schema === undefined ? [] : schemaProblems(schema, parseJson(text) ?? text)),
    [schema, text],
  );
  if (problems.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label={`Where the ${what} does not fit its schema`}>
      {problems.slice(0, MOST).map(({ pointer, message }) => (
        <li key={`${pointer} ${message}`}>
          <code>{pointer === "" ? "the value" : pointer}</code> {message}
        </li>
      ))}
      {problems.length > MOST && <li>and {problems.length - MOST} more</li>}
    </ul>
  );
}
