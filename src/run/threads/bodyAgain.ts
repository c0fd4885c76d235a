import { isObject, parseJson } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { membersOf, memberText, pastSpace } from "#src/run/bodyForm/jsonSlices.ts";
import { edited } from "#src/run/bodyForm/textEdits.ts";

/**
 * The RunAgentInput of a request that was sent, with another run id and else as it was written, to the letter: numbers, order and blanks. What a
 * single-route envelope held comes without it, because the way to the address puts it into one again. A body without a run id, or that is no
 * JSON, stays what it is.
 */
export function bodyAgain(body: string, runId: string): string {
  const parsed = parseJson(body);
  if (!isObject(parsed)) return body;
  const top = membersOf(body, pastSpace(body, 0));
  const text = runInputOf(parsed) === parsed ? body : (memberText(body, top, "body") ?? body);
  const ids = membersOf(text, pastSpace(text, 0)).filter(({ name }) => name === "runId" || name === "run_id");
  return edited(
    text,
    ids.map(({ value }) => ({ from: value.start, to: value.end, text: JSON.stringify(runId) })),
  );
}
