// Not from the package itself, whose entry imports a validator that is not installed and could not run under the policy of the page.
import Form from "@rjsf/core/lib/components/Form.js";
import { Component, useId, type ReactNode } from "react";
import type { JsonObject, JsonValue } from "#src/lib/json.ts";
import { formValidator } from "./formValidator.ts";
import styles from "./SchemaForm.module.css";

interface SchemaFormProps {
  /** What the value is called where its schema says nothing: a bare text has no other name. */
  readonly label: string;
  /** Comes from an agent: it may be anything. */
  readonly schema: JsonObject;
  readonly value: JsonValue;
  readonly onChange: (value: JsonValue) => void;
}

/** A form made from a JSON Schema. What is wrong with the value is said by whoever shows the form. */
export function SchemaForm({ label, schema, value, onChange }: SchemaFormProps) {
  const id = useId();
  return (
    <Unusable>
      <div className={styles.form}>
        <Form
          // Buttons of its own belong to no form, so that nothing is ever submitted.
          tagName="div"
          idPrefix={`form${id}`}
          schema={schema}
          uiSchema={{ "ui:submitButtonOptions": { norender: true }, ...rootOf(schema, label) }}
          formData={value}
          validator={formValidator}
          noValidate
          experimental_defaultFormStateBehavior={{ emptyObjectFields: "skipDefaults" }}
          onChange={({ formData }) => onChange((formData ?? null) as JsonValue)}
        />
      </div>
    </Unusable>
  );
}

/** A field that is the whole form needs a name, and a text from which all was taken is an empty one and not null. */
function rootOf({ title, type }: JsonObject, label: string): Record<string, string> {
  return {
    ...((typeof title !== "string" || title === "") && { "ui:title": label }),
    ...(type === "string" && { "ui:emptyValue": "" }),
  };
}

/** A schema that no form can be made of costs the form and nothing else. */
class Unusable extends Component<{ readonly children: ReactNode }, { readonly why: string | undefined }> {
  override state = { why: undefined };

  static getDerivedStateFromError(error: unknown): { readonly why: string } {
    return { why: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { why } = this.state;
    if (why === undefined) return this.props.children;
    return <p role="alert">No form can be made from this schema ({why}): write the value as JSON.</p>;
  }
}
