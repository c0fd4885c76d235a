import type { JsonValue } from "#src/lib/json.ts";

/** What a place in a template may begin with. */
export const TEMPLATE_ROOTS = ["args", "state", "messages", "callIndex", "callId", "name"] as const;

/** A value: looked up in the call, or written out. */
export type Operand =
  | {
      readonly kind: "path";
      readonly root: (typeof TEMPLATE_ROOTS)[number];
      /** Keys, and places in arrays; a negative one counts from the end. */
      readonly steps: readonly (string | number)[];
      /** As it is written. */
      readonly text: string;
    }
  | { readonly kind: "literal"; readonly value: JsonValue };

/** How two values are compared. */
export type Comparison = "==" | "!=" | "<" | ">" | "<=" | ">=" | "contains";

/** What `#if` asks: whether a value is there and neither false, 0, empty nor null, or how it compares. `at` is an offset into the template. */
export interface TemplateTest {
  readonly left: Operand;
  readonly compared: { readonly by: Comparison; readonly right: Operand } | undefined;
  readonly at: number;
}

/** A piece of a template. `at` is its offset into the text. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly operand: Operand; readonly asJson: boolean; readonly at: number }
  | { readonly kind: "fake"; readonly pointer: string | undefined; readonly at: number }
  | { readonly kind: "now" | "uuid"; readonly at: number }
  | {
      readonly kind: "if";
      readonly branches: readonly { readonly test: TemplateTest; readonly body: readonly TemplateNode[] }[];
      readonly otherwise: readonly TemplateNode[];
    };

/** Something in a template, with its place as editors count it. */
export interface TemplateRemark {
  readonly line: number;
  readonly column: number;
  /** A sentence. */
  readonly message: string;
}

/** A template that was read. With problems it cannot be filled; the nodes are then what could be read. */
export interface Template {
  readonly text: string;
  readonly nodes: readonly TemplateNode[];
  readonly problems: readonly TemplateRemark[];
  /** Whether what comes out is meant to be JSON: the first text that is not blank begins with `{`, `[` or `"`. */
  readonly isJson: boolean;
}
