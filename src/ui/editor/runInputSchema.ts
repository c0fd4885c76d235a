import type { Shape } from "#src/protocol/shape.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";

/** The parts of a JSON Schema that this file reads or writes. */
interface SchemaNode {
  description?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  const?: unknown;
}

/**
 * The JSON Schema of RunAgentInput, made from the schemas of `@ag-ui/core`, with our event table's words as descriptions.
 * The validators are imported only after zod was told not to compile code: our Content-Security-Policy allows no `eval`,
 * and zod would try it as soon as they are loaded.
 */
export async function runInputSchema(): Promise<object> {
  const { z } = await import("zod/v4");
  z.config({ jitless: true });
  const { RunAgentInputSchema } = await import("@ag-ui/core/schemas");
  const schema = z.toJSONSchema(RunAgentInputSchema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  describe(schema, RUN_AGENT_INPUT);
  return { ...schema, title: "RunAgentInput" };
}

/** Writes what each field means into the schema, for the editor's hovers and completions. */
function describe(node: SchemaNode, shape: Shape): void {
  switch (shape.kind) {
    case "object":
      for (const { name, shape: of, meaning } of shape.fields) {
        const property = node.properties?.[name];
        if (!property) continue;
        property.description = meaning;
        describe(property, of);
      }
      return;
    case "array":
      if (node.items) describe(node.items, shape.of);
      return;
    case "union":
      for (const member of node.anyOf ?? []) {
        const of = shape.members.get(String(member.properties?.[shape.tag]?.const));
        if (of) describe(member, of);
      }
      return;
    case "stringOrArray":
      for (const member of node.anyOf ?? []) if (member.items) describe(member, shape.array);
      return;
    default:
  }
}
