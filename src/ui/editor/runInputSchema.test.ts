import { expect, it } from "vitest";
import { runInputSchema } from "./runInputSchema.ts";

interface Node {
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, Node>>;
  readonly items: Node;
  readonly anyOf: readonly Node[];
  readonly const?: string;
}

it("describes every field of RunAgentInput, down to the parts of a message", async () => {
  const schema = (await runInputSchema()) as Node;
  expect(schema.required).toEqual(["threadId", "runId", "messages"]);
  for (const [name, { description }] of Object.entries(schema.properties))
    expect([name, description]).not.toContain(undefined);
  const roles = schema.properties["messages"]?.items.anyOf ?? [];
  const names = roles.map(({ properties }) => properties["role"]?.const);
  expect(new Set(names)).toEqual(
    new Set(["activity", "assistant", "developer", "reasoning", "system", "tool", "user"]),
  );
  for (const { properties } of roles) expect(properties["id"]?.description).toContain("id");
  const assistant = roles.find(({ properties }) => properties["role"]?.const === "assistant");
  expect(assistant?.properties["toolCalls"]?.items.properties["function"]?.description).not.toBe("");
});
