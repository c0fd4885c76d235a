import { isObject, parseJson, type JsonValue } from "#src/lib/json.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import type { WireRequest } from "#src/transport/types.ts";

/** The parameters of tools by their names; undefined for a tool that gives none. */
export type OfferedTools = ReadonlyMap<string, JsonValue | undefined>;

const known = new WeakMap<WireRequest, OfferedTools>();

/** The tools that a request offered, as they were sent. A body is parsed once. */
export function offeredTools(request: WireRequest): OfferedTools {
  let offered = known.get(request);
  if (!offered) known.set(request, (offered = new Map(entriesOf(request.body))));
  return offered;
}

function entriesOf(body: string): readonly (readonly [string, JsonValue | undefined])[] {
  const input = runInputOf(parseJson(body));
  const tools: unknown = isObject(input) ? input["tools"] : undefined;
  if (!Array.isArray(tools)) return [];
  return tools.flatMap((tool: unknown) =>
    isObject(tool) && typeof tool["name"] === "string"
      ? [[tool["name"], tool["parameters"] as JsonValue | undefined] as const]
      : [],
  );
}
