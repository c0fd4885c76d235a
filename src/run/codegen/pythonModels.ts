import { isObject } from "#src/lib/json.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import type { ObjectShape, Shape } from "#src/protocol/shape.ts";
import { elementsOf, membersOf, pastSpace } from "../bodyForm/jsonSlices.ts";
import { snakeCase } from "../bodyForm/snakeCase.ts";
import { bracketed, pyLiteral, PYTHON_STEP as step } from "./literals.ts";

/** The classes of `ag_ui.core`, by the field that holds their objects; members of unions by their tag. */
const CLASSES: Readonly<Record<string, string>> = {
  "role developer": "DeveloperMessage",
  "role system": "SystemMessage",
  "role user": "UserMessage",
  "role assistant": "AssistantMessage",
  "role tool": "ToolMessage",
  "role activity": "ActivityMessage",
  "role reasoning": "ReasoningMessage",
  toolCalls: "ToolCall",
  function: "FunctionCall",
  tools: "Tool",
  context: "Context",
  resume: "ResumeEntry",
};

/** Writes a RunAgentInput with the models of Python's `ag-ui-protocol`, as far as they know it. */
export class PythonModels {
  /** The classes that were needed. */
  readonly used = new Set<string>();
  /** The fields that are null: the models know none of them, and leave them out. */
  readonly nulls = new Set<string>();

  /** The whole input, by its JSON text in camelCase. */
  runAgentInput(text: string): string {
    return this.call("RunAgentInput", text, pastSpace(text, 0), RUN_AGENT_INPUT, 0);
  }

  private call(name: string, text: string, at: number, shape: ObjectShape, indent: number): string {
    this.used.add(name);
    const last = new Map(membersOf(text, at).map((member) => [member.name, member]));
    const entries: string[] = [];
    const others: string[] = [];
    for (const [key, { value }] of last) {
      const field = shape.byName.get(key);
      const json = text.slice(value.start, value.end);
      if (field) {
        if (json === "null") this.nulls.add(key);
        entries.push(`${snakeCase(key)}=${this.write(text, value, field.shape, key, indent + step)}`);
      } else others.push(`${pyLiteral(JSON.stringify(key))}: ${pyLiteral(json, indent + step)}`);
    }
    // The models keep what they do not know.
    if (others.length > 0) entries.push(`**${bracketed(["{", "}"], others, { indent: indent + step, step })}`);
    return bracketed([`${name}(`, ")"], entries, { indent, step });
  }

  /** With a class where there is one for it, else as plain data, which the models read as well. */
  private write(
    text: string,
    { start, end }: { readonly start: number; readonly end: number },
    shape: Shape,
    field: string,
    indent: number,
  ): string {
    if (shape.kind === "array" && text[start] === "[") {
      const elements = elementsOf(text, start).map((each) => this.write(text, each, shape.of, field, indent + step));
      return bracketed(["[", "]"], elements, { indent, step });
    }
    if (text[start] === "{") {
      const name = shape.kind === "object" ? CLASSES[field] : undefined;
      if (shape.kind === "object" && name !== undefined) return this.call(name, text, start, shape, indent);
      if (shape.kind === "union") {
        const value: unknown = JSON.parse(text.slice(start, end));
        const tag = isObject(value) ? value[shape.tag] : undefined;
        const member = typeof tag === "string" ? shape.members.get(tag) : undefined;
        const known = CLASSES[`${shape.tag} ${String(tag)}`];
        if (member && known !== undefined) return this.call(known, text, start, member, indent);
      }
    }
    return pyLiteral(text.slice(start, end), indent);
  }
}
