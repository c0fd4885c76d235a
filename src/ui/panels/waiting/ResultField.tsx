import { Suspense, useMemo, type ReactNode } from "react";
import { parseJson, type JsonObject } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { isTooLarge } from "#src/ui/forms/isTooLarge.ts";
import { makesForm } from "#src/ui/forms/makesForm.ts";
import controls from "#src/ui/components/controls.module.css";
import styles from "./WaitingStrip.module.css";

/** Seldom seen, and big. */
const form = preloaded(async () => (await import("#src/ui/forms/SchemaForm.tsx")).SchemaForm);

interface ResultFieldProps {
  readonly schema: JsonObject;
  readonly text: string;
  readonly asJson: boolean;
  readonly onChange: (text: string) => void;
  readonly onMode: (asJson: boolean) => void;
  /** The same value as a text. */
  readonly children: ReactNode;
}

/** A result in a form made from its schema, or as the text that is sent; as the text alone where the schema says nothing of it. */
export function ResultField({ schema, text, asJson, onChange, onMode, children }: ResultFieldProps) {
  const isEndless = useMemo(() => isTooLarge(schema), [schema]);
  if (!makesForm(schema)) return children;
  if (isEndless)
    return (
      <>
        <p className={styles.hint}>
          Its schema asks for more than a form can show, or contains itself without end: write the result as JSON.
        </p>
        {children}
      </>
    );
  const value = parseJson(text);
  // What is no JSON has no place in a form.
  const isForm = !asJson && value !== undefined;
  return (
    <>
      <label className={controls.check}>
        <input
          type="checkbox"
          className={controls.tick}
          checked={!isForm}
          disabled={value === undefined}
          onChange={({ target }) => onMode(target.checked)}
        />
        Write the result as JSON
      </label>
      {isForm ? (
        <div className={styles.form}>
          <Suspense>
            <form.Component
              label="Result"
              schema={schema}
              value={value}
              onChange={(changed) => onChange(stringifyJson(changed, 2))}
            />
          </Suspense>
        </div>
      ) : (
        children
      )}
    </>
  );
}
