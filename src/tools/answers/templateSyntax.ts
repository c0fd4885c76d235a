import type { Expression, Operand } from "../expression/syntax.ts";

/** What a place in a template may begin with. */
export const TEMPLATE_ROOTS = ["args", "state", "messages", "callIndex", "callId", "name"] as const;

/** One of `TEMPLATE_ROOTS`. */
export type TemplateRoot = (typeof TEMPLATE_ROOTS)[number];

/** What `#if` asks. */
export type TemplateTest = Expression<TemplateRoot>;

/** A piece of a template. `at` is its offset into the text. */
export type TemplateNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly operand: Operand<TemplateRoot>; readonly asJson: boolean; readonly at: number }
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
