import type { JsonValue } from "./json.ts";
import { getPointer, parsePointer } from "./jsonPointer.ts";

/** What to say of a text that is no JSON Pointer. */
export function pointerHints(met: JsonValue, pointer: string): readonly string[] {
  const { better, why } = asPointer(pointer);
  if (better === undefined || parsePointer(better) === undefined) return [`${why}.`];
  const exists = better !== "" && getPointer(met, better) !== undefined;
  return [`${why}: ${better === "" ? '"" for the whole document' : better}${exists ? ", which exists" : ""}.`];
}

function asPointer(pointer: string): { readonly better: string | undefined; readonly why: string } {
  const text = pointer.trim();
  if (text !== pointer && parsePointer(text) !== undefined)
    return { better: text, why: "A pointer has no spaces around it" };
  if (text.startsWith("#")) return { better: text.slice(1), why: "A pointer in a patch has no # in front" };
  if (/^\$(?:[.[]|$)/.test(text))
    return { better: fromPath(text.slice(1)), why: "This is JSONPath; as a JSON Pointer it is" };
  if (text.startsWith("/")) return { better: text.replaceAll(/~(?![01])/g, "~0"), why: "A ~ in a key is written ~0" };
  if (!text.includes("/") && /[.[]/.test(text))
    return { better: fromPath(text), why: "A pointer begins with / and has / between names" };
  return { better: `/${text}`, why: "A pointer begins with /" };
}

/** `a.b[0]["c"]` as a pointer. */
function fromPath(path: string): string {
  const names = [...path.matchAll(/\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]|([^.[\]]+)/g)];
  return names
    .map(([, double, single, index, plain]) => double ?? single ?? index ?? plain ?? "")
    .map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}
