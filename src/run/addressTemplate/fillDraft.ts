import type { InputProblem, RequestDraft } from "../types.ts";
import { fillText } from "./fillText.ts";
import type { EnvironmentVariable } from "./types.ts";

/** A draft with the values of an environment in its context and forwarded props. */
export interface FilledDraft {
  readonly draft: RequestDraft;
  readonly problems: readonly InputProblem[];
}

/**
 * Puts the values of an environment into the texts of a draft. A name that it does not have stays as it is written, since such a text may mean
 * something to the agent. A body is kept in recordings as it was sent, so no secret goes into one; neither does anything into one that was edited.
 */
export function fillDraft(draft: RequestDraft, environment: readonly EnvironmentVariable[]): FilledDraft {
  if (draft.bodyText !== undefined || environment.length === 0) return { draft, problems: NONE };
  const problems: InputProblem[] = [];
  const open = environment.filter(({ secret }) => !secret);
  const filled = (text: string, pointer: string, write?: (value: string) => string): string => {
    for (const name of fillText(text, environment).secrets) {
      const message = `“${name}” is a secret, and recordings keep the body: send it in a header, or take “secret” away from it.`;
      problems.push({ severity: "error", pointer, message });
    }
    return fillText(text, open, write).text;
  };
  const context = draft.context.map((entry, at) => ({ ...entry, value: filled(entry.value, `/context/${at}/value`) }));
  // Within a JSON string, where a value must not end it.
  const inString = (value: string): string => JSON.stringify(value).slice(1, -1);
  const forwardedPropsText = filled(draft.forwardedPropsText, "/forwardedProps", inString);
  return { draft: { ...draft, context, forwardedPropsText }, problems };
}

const NONE: readonly InputProblem[] = [];
