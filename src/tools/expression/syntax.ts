import type { JsonValue } from "#src/lib/json.ts";

/** A value: looked up from one of the known names, or written out. */
export type Operand<Root extends string> =
  | {
      readonly kind: "path";
      readonly root: Root;
      /** Keys, and places in arrays; a negative one counts from the end. */
      readonly steps: readonly (string | number)[];
      /** As it is written. */
      readonly text: string;
    }
  | { readonly kind: "literal"; readonly value: JsonValue };

/** How two values are compared. */
export type Comparison = "==" | "!=" | "<" | ">" | "<=" | ">=" | "contains";

/** A condition. `at` is an offset into the text that it was read from. */
export type Expression<Root extends string> =
  /** Whether a value is there and neither false, 0, empty nor null. */
  | { readonly kind: "value"; readonly operand: Operand<Root>; readonly at: number }
  | {
      readonly kind: "comparison";
      readonly left: Operand<Root>;
      readonly by: Comparison;
      readonly right: Operand<Root>;
      readonly at: number;
    }
  | { readonly kind: "not"; readonly of: Expression<Root> }
  | { readonly kind: "and" | "or"; readonly of: readonly Expression<Root>[] };

/** What is wrong in a text, and where: offsets into it, `to` behind the last character. */
export interface Mistake {
  readonly at: number;
  readonly to: number;
  /** A sentence. */
  readonly message: string;
}
