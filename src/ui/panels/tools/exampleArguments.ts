import { isObject, parseJson } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { fakeValue } from "#src/tools/answers/fakeValue.ts";

/** Made-up arguments that fit a schema of parameters; none where there is nothing to make them from. */
export function exampleArguments(parametersText: string): string {
  const schema = parseJson(parametersText);
  if (!isObject(schema)) return "{}";
  const made = fakeValue(schema, undefined, 1);
  return made.ok && isObject(made.value) ? stringifyJson(made.value, 2) : "{}";
}
