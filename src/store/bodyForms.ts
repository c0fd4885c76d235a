import { isObject } from "#src/lib/json.ts";
import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";
import { addressOrigin, type AddressParts } from "./address.ts";
import type { ScopeState } from "./types.ts";

const SHAPES = ["camelCase", "snake_case", "minimal"] as const satisfies readonly BodyForm["shape"][];

/** What the form for an endpoint is kept under. */
export const bodyFormKey = (state: AddressParts): string => addressOrigin(state) ?? "";

/** The form in which the next body goes out; undefined for as it is built. */
export const bodyFormOf = (state: AddressParts & Pick<ScopeState, "bodyForms">): BodyForm | undefined =>
  state.bodyForms[bodyFormKey(state)];

/** Forms as they were kept; what cannot be read is left out. */
export function keptBodyForms(value: unknown): Readonly<Record<string, BodyForm>> {
  if (!isObject(value)) return {};
  const known = Object.entries(value).flatMap(([origin, form]) => {
    if (!isObject(form)) return [];
    const shape = SHAPES.find((each) => each === form["shape"]);
    const { ceiling } = form;
    return shape ? [[origin, { shape, ceiling: typeof ceiling === "string" ? ceiling : undefined }] as const] : [];
  });
  return Object.fromEntries(known);
}
