import { parsePointer } from "#src/lib/jsonPointer.ts";

/** Why a text is no JSON Pointer (RFC 6901), in one sentence that says how to mend it; undefined when it is one. */
export function pointerProblem(text: string): string | undefined {
  if (parsePointer(text) !== undefined) return undefined;
  if (!text.startsWith("/")) return `A JSON pointer begins with /, for example /${text.replaceAll(".", "/")}.`;
  const at = /~(?![01])/.exec(text)?.index ?? 0;
  return `The ~ at character ${at + 1} stands alone: in a JSON pointer ~ is written ~0, and a / inside a name ~1.`;
}
