import { toErrorSchema, type RJSFSchema, type RJSFValidationError, type ValidatorType } from "@rjsf/utils";
import type { JsonValue } from "#src/lib/json.ts";
import { parsePointer } from "#src/lib/jsonPointer.ts";
import { schemaProblems } from "#src/tools/jsonSchema.ts";
import type { SchemaProblem } from "#src/tools/schemaFailures.ts";

/**
 * What a form asks about a schema, answered without `eval`, which the page's own policy forbids: the usual validator of these forms needs it.
 */
export const formValidator: ValidatorType<unknown> = {
  // A branch of oneOf or anyOf is asked for alone, and its references lead to the root's definitions.
  isValid: (schema, formData, { $defs, definitions }) =>
    problemsOf({ ...($defs && { $defs }), ...(definitions && { definitions }), ...schema }, formData).length === 0,
  rawValidation: <Result>(schema: RJSFSchema, formData?: unknown) => ({
    errors: problemsOf(schema, formData) as Result[],
  }),
  validateFormData(formData, schema) {
    const errors = problemsOf(schema, formData).map(formError);
    return { errors, errorSchema: toErrorSchema(errors) };
  },
};

const problemsOf = (schema: RJSFSchema, formData: unknown): readonly SchemaProblem[] =>
  schemaProblems(schema, (formData ?? null) as JsonValue);

function formError({ pointer, message, keyword }: SchemaProblem): RJSFValidationError {
  // A path in a form begins with a dot, and that of the whole value is empty.
  const property = (parsePointer(pointer) ?? []).map((token) => `.${token}`).join("");
  return { name: keyword, message, property, stack: `${property} ${message}`.trim() };
}
