import { useMemo, useState } from "react";
import { parseJson } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { exampleSchema } from "#src/tools/exampleSchema.ts";
import type { ToolProblem } from "#src/tools/toolProblems.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import styles from "./tools.module.css";

interface SchemaFieldProps {
  readonly label: string;
  /** What it is for. */
  readonly note: string;
  readonly value: string;
  readonly problems: readonly ToolProblem[];
  readonly onChange: (text: string) => void;
}

/** A JSON Schema in the editor, checked against the meta-schema, or made from an example. */
export function SchemaField({ label, note, value, problems, onChange }: SchemaFieldProps) {
  const [example, setExample] = useState<string>();
  const marks = useMemo(() => problems.map(({ pointer, message }) => ({ pointer, message })), [problems]);
  const made = example === undefined ? undefined : parseJson(example);
  return (
    <div className={styles.tabBody}>
      <div className={styles.line}>
        <p className={styles.note}>{note}</p>
        <Button
          size="sm"
          aria-expanded={example !== undefined}
          onClick={() => setExample(example === undefined ? "" : undefined)}
        >
          From an example
        </Button>
      </div>
      {example !== undefined && (
        <div className={styles.example}>
          <textarea
            className={styles.code}
            aria-label={`Example for the ${label.toLowerCase()}`}
            aria-invalid={example !== "" && made === undefined}
            placeholder={'{"city": "Riga", "days": 3}'}
            spellCheck={false}
            rows={3}
            // It was asked for with the button above.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={example}
            onChange={({ target }) => setExample(target.value)}
          />
          <div className={styles.line}>
            <p className={styles.note}>
              {example !== "" && made === undefined
                ? "This is no valid JSON."
                : "A value as it would be sent. The schema below is replaced."}
            </p>
            <Button
              size="sm"
              disabled={made === undefined}
              onClick={() => {
                if (made === undefined) return;
                onChange(stringifyJson(exampleSchema([made]), 2));
                setExample(undefined);
              }}
            >
              Make the schema
            </Button>
          </div>
        </div>
      )}
      <div className={styles.editor}>
        <JsonEditor
          label={label}
          schema="JsonSchema"
          marksBy="page"
          isField
          marks={marks}
          value={value}
          onChange={(text) => {
            if (text !== value) onChange(text);
          }}
        />
      </div>
      <ProblemList label={`Problems of the ${label.toLowerCase()}`} problems={problems} />
    </div>
  );
}
