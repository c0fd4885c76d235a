import { object, required, STRING, type Shape } from "#src/protocol/shape.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import { elementsOf, memberText, membersOf, pastSpace } from "./jsonSlices.ts";
import { snakeCase } from "./snakeCase.ts";
import type { TextEdit } from "./textEdits.ts";

/** How the names of AG-UI's own fields are written. */
export type Naming = "camelCase" | "snake_case";

/** The part that AG-UI knew for media before 1.0. Only its names matter here. */
const LEGACY_BINARY = object([required("mimeType", STRING, "Media type of the bytes.")]);

/**
 * The edits that write the names of AG-UI's own fields of a RunAgentInput the given way. What is open by key is never entered: state,
 * tool parameters, forwardedProps, payloads, metadata and the content of activities keep their names, and so do the arguments of calls,
 * which are text. A name whose other spelling stands beside it is left alone, because one of the two would be lost.
 */
export function renameFields(text: string, naming: Naming): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  const walk = (at: number, shape: Shape): void => {
    switch (shape.kind) {
      case "object": {
        const members = membersOf(text, at);
        const names = new Set(members.map(({ name }) => name));
        for (const { name, key, value } of members) {
          const field = shape.fields.find((each) => each.name === name || snakeCase(each.name) === name);
          if (!field) continue;
          const wanted = naming === "snake_case" ? snakeCase(field.name) : field.name;
          if (wanted !== name && !names.has(wanted))
            edits.push({ from: key.start, to: key.end, text: JSON.stringify(wanted) });
          walk(value.start, field.shape);
        }
        return;
      }
      case "array":
        for (const { start } of elementsOf(text, at)) walk(start, shape.of);
        return;
      case "union": {
        const tag = memberText(text, membersOf(text, at), shape.tag);
        const value: unknown = tag === undefined ? undefined : JSON.parse(tag);
        if (typeof value !== "string") return;
        const member = shape.members.get(value) ?? (value === "binary" ? LEGACY_BINARY : undefined);
        if (member) walk(at, member);
        return;
      }
      case "stringOrArray":
        return walk(at, shape.array);
      default:
        return;
    }
  };
  walk(pastSpace(text, 0), RUN_AGENT_INPUT);
  return edits;
}
