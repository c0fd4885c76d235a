import { jsonDiff, type JsonChange } from "#src/lib/jsonDiff.ts";
import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { resumeProblems } from "#src/run/pending/resumeFault.ts";
import type { ResumeEntry } from "#src/run/pending/types.ts";
import { requestProblems } from "#src/run/requestProblems.ts";
import type { InputProblem } from "#src/run/types.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import type { ScopeState } from "#src/store/types.ts";

/** What is wrong with the next request as the user made it: as a RunAgentInput, and with its resume. */
export function reviewProblems(text: string, state: ScopeState): readonly InputProblem[] {
  const form = bodyFormOf(state);
  const body = parseJson(text);
  // Another form breaks the rules of the plain one wherever it differs, and that is meant.
  if (body !== undefined && form !== undefined && form.shape !== "camelCase") return [];
  const { reading } = state.session;
  const { interrupts } = reading.viewAt(reading.length);
  const input = runInputOf(body);
  const resume: unknown = isObject(input) ? input["resume"] : undefined;
  const entries = Array.isArray(resume) ? resume.filter(isEntry) : [];
  const wrong = body === undefined ? [] : resumeProblems(entries, interrupts, Date.now(), state.resumeFault);
  return [...requestProblems(text), ...(interrupts.length > 0 || entries.length > 0 ? wrong : [])];
}

const isEntry = (entry: unknown): entry is ResumeEntry =>
  isObject(entry) && typeof entry["interruptId"] === "string" && typeof entry["status"] === "string";

/** Where two bodies differ; one that is no JSON differs as a whole. */
export function bodyChanges(before: string, after: string): readonly JsonChange[] {
  return jsonDiff(parseJson(before), parseJson(after));
}
