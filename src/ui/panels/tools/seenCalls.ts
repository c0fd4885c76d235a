import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { ToolCallView } from "#src/reconstruction/types.ts";
import type { SeenCall } from "#src/tools/mockFrom.ts";

/** The calls by the name of their tool, in the order of the first of each; those without a name are nobody's. */
export function seenCalls(calls: readonly ToolCallView[]): ReadonlyMap<string, readonly SeenCall[]> {
  const byName = new Map<string, SeenCall[]>();
  for (const { name, arguments: argumentsText, status, result } of calls) {
    if (name === "" || status === "streaming") continue;
    const seen: SeenCall = {
      argumentsText,
      // A tool that failed says nothing of what its results look like.
      ...(result && result.error === undefined && { resultText: textOf(result.content) }),
    };
    const known = byName.get(name);
    if (known) known.push(seen);
    else byName.set(name, [seen]);
  }
  return byName;
}

const textOf = (content: NonNullable<ToolCallView["result"]>["content"]): string =>
  typeof content === "string" ? content : stringifyJson(content);
