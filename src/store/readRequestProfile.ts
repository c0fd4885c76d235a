import { isObject } from "#src/lib/json.ts";
import { keptBodyForms } from "./bodyForms.ts";
import type { RequestProfile, StateChoice } from "./environmentTypes.ts";
import { NO_PROFILE } from "./headerProfiles.ts";
import { keptPathValues } from "./keptProfiles.ts";

/** A request profile under an id; undefined for what is none. What of it cannot be read is as in a new page. */
export function readRequestProfile(value: unknown, id: string): RequestProfile | undefined {
  if (!isObject(value) || !isText(value["name"]) || !isText(value["endpoint"])) return undefined;
  const { name, endpoint, headerProfileId, environmentId, forwardedPropsText, context } = value;
  return {
    id,
    name,
    endpoint,
    pathValues: keptPathValues(value["pathValues"]),
    headerProfileId: isText(headerProfileId) ? headerProfileId : NO_PROFILE,
    environmentId: isText(environmentId) ? environmentId : "",
    forwardedPropsText: isText(forwardedPropsText) ? forwardedPropsText : "{}",
    context: (Array.isArray(context) ? context : []).flatMap((entry: unknown) =>
      isObject(entry) && isText(entry["description"]) && isText(entry["value"])
        ? [{ description: entry["description"], value: entry["value"] }]
        : [],
    ),
    state: stateChoiceOf(value["state"]),
    bodyForm: keptBodyForms({ form: value["bodyForm"] })["form"],
  };
}

function stateChoiceOf(value: unknown): StateChoice {
  if (!isObject(value)) return { kind: "conversation" };
  if (value["kind"] === "edited" && isText(value["text"])) return { kind: "edited", text: value["text"] };
  return { kind: value["kind"] === "none" ? "none" : "conversation" };
}

const isText = (value: unknown): value is string => typeof value === "string";
