import { isObject, parseJson } from "#src/lib/json.ts";
import type { RequestDraft } from "../types.ts";
import { memberText, membersOf, pastSpace } from "./jsonSlices.ts";
import { belowCeiling, ceilingEffects, type CutBody } from "./peerCeiling.ts";
import { renameFields } from "./renameFields.ts";
import { edited } from "./textEdits.ts";

/**
 * How the body of a run is written (BACKENDS.md sections 1 and 2):
 * - `camelCase`: as AG-UI has it
 * - `snake_case`: AG-UI's own field names as Python writes them, which Agent Framework wanted until December 2025 and nothing else did
 * - `minimal`: `{"messages": …}` and nothing more, as some guides show it; only Agent Framework takes it
 */
type BodyShape = "camelCase" | "snake_case" | "minimal";

/** The chosen form. */
export interface BodyForm {
  readonly shape: BodyShape;
  /** The newest version that the agent knows, as the official client's `maxProtocolVersion`; undefined declares nothing and changes nothing. */
  readonly ceiling: string | undefined;
}

/** The form in which everything goes out as it was built. */
export const PLAIN_FORM: BodyForm = { shape: "camelCase", ceiling: undefined };

/**
 * The body of a run in the chosen form, with what it no longer holds. Only what the form is about changes; all the rest stays as it is
 * written, to the character. A body that the user edited as a whole is left alone, and so is one that is no JSON object.
 */
export function formBody(draft: Pick<RequestDraft, "bodyText">, body: string, { shape, ceiling }: BodyForm): CutBody {
  if (draft.bodyText !== undefined || !isObject(parseJson(body))) return { body, leftOut: [] };
  const effects = ceiling === undefined ? undefined : ceilingEffects(ceiling);
  const cut = effects ? belowCeiling(body, effects) : { body, leftOut: [] };
  if (shape === "snake_case") return { ...cut, body: edited(cut.body, renameFields(cut.body, "snake_case")) };
  return shape === "minimal" ? minimal(cut) : cut;
}

/** The same input with AG-UI's own names; texts that are no JSON object, or have them already, stay as they are. */
export function camelCaseBody(body: string): string {
  return isObject(parseJson(body)) ? edited(body, renameFields(body, "camelCase")) : body;
}

function minimal({ body, leftOut }: CutBody): CutBody {
  const members = membersOf(body, pastSpace(body, 0));
  const kept = memberText(body, members, "messages") ?? "[]";
  const others = members.flatMap(({ name }) => (name === "messages" ? [] : [name]));
  return { body: `{"messages":${kept}}`, leftOut: [...leftOut, ...others] };
}
