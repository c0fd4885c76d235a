import type { EnvironmentVariable } from "./types.ts";

const VARIABLE = /\$\{([A-Za-z_][\w.-]*)\}/g;

/** A text with the values of an environment in it. */
export interface FilledText {
  readonly text: string;
  /** The names that have no value, each once; they stay as they are written. */
  readonly missing: readonly string[];
  /** The names of the secrets that are in the text now, each once. */
  readonly secrets: readonly string[];
}

/** A text with the value of each `${NAME}` in its place. `write` makes of a value what may stand there: by default, the value. */
export function fillText(
  text: string,
  environment: readonly EnvironmentVariable[],
  write: (value: string) => string = (value) => value,
): FilledText {
  const missing = new Set<string>();
  const secrets = new Set<string>();
  const filled = text.replace(VARIABLE, (whole, name: string) => {
    const variable = environment.findLast((each) => each.name === name);
    if (!variable || variable.value === "") {
      missing.add(name);
      return whole;
    }
    if (variable.secret) secrets.add(name);
    return write(variable.value);
  });
  return { text: filled, missing: [...missing], secrets: [...secrets] };
}
