import { EventType } from "@ag-ui/core";
import { EventSchemas, RunAgentInputSchema } from "@ag-ui/core/schemas";
import { describe, expect, it } from "vitest";
import { EVENT_TABLE, EVENT_TYPES } from "#src/protocol/eventTable.ts";
import { RUN_AGENT_INPUT } from "#src/protocol/runInput.ts";
import type { ObjectShape, Shape } from "#src/protocol/shape.ts";

/** The part of a zod definition that this test reads. */
interface ZodDef {
  readonly type: string;
  readonly innerType?: Zod;
  readonly in?: Zod;
  readonly element?: Zod;
  readonly options?: readonly Zod[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly checks?: readonly {
    readonly _zod: { readonly def: { readonly check: string; readonly minimum?: number; readonly value?: unknown } };
  }[];
}

interface Zod {
  readonly def: ZodDef;
  readonly shape?: Readonly<Record<string, Zod>>;
  safeParse(value: unknown): { readonly success: boolean };
  meta(): Readonly<Record<string, unknown>> | undefined;
}

const schemas = EventSchemas.options as unknown as readonly Zod[];

/** Optional, default and transform wrappers taken off. */
function bare(schema: Zod): Zod {
  const inner = schema.def.innerType ?? schema.def.in;
  return inner ? bare(inner) : schema;
}

/** A validator in the words of our shapes, as far as it shows what it is. */
function describeZod(schema: Zod): unknown {
  const { def, shape } = bare(schema);
  const accepts = (value: unknown): boolean => bare(schema).safeParse(value).success;
  switch (def.type) {
    case "object":
      return describeFields(shape ?? {}, bare(schema).meta()?.["specOpen"] === true);
    case "array":
      return { list: describeZod(def.element as Zod), minimum: accepts([]) ? 0 : 1 };
    case "union":
      if (def.discriminator !== undefined) {
        const tag = def.discriminator;
        const members = (def.options ?? []).map((option) => [
          String(bare(option.shape?.[tag] as Zod).def.values?.[0]),
          describeZod(option),
        ]);
        return { tag, members: Object.fromEntries(members) };
      }
      return { stringOr: describeZod((def.options ?? []).find((option) => option.def.type === "array") as Zod) };
    case "literal":
      return { values: def.values };
    case "enum":
      return { values: Object.values(def.entries ?? {}) };
    case "string":
      return accepts("not a pointer") ? "string" : "pointer";
    case "number":
      return accepts(-1) ? "integer" : "count";
    case "boolean":
      return "boolean";
    default:
      if (accepts(null)) return "any";
      return accepts(1) ? "anyButNull" : "openObject";
  }
}

function describeFields(fields: Readonly<Record<string, Zod>>, open: boolean): unknown {
  return {
    open,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [
        name,
        { required: !field.safeParse(undefined).success, is: describeZod(field) },
      ]),
    ),
  };
}

function describeShape(shape: Shape): unknown {
  switch (shape.kind) {
    case "object":
      return describeObject(shape);
    case "array":
      return { list: describeShape(shape.of), minimum: shape.minimum };
    case "union":
      return {
        tag: shape.tag,
        members: Object.fromEntries([...shape.members].map(([tag, member]) => [tag, describeObject(member)])),
      };
    case "stringOrArray":
      return { stringOr: describeShape(shape.array) };
    case "literal":
      return { values: [shape.value] };
    case "enum":
      return { values: shape.values };
    case "integer":
      return shape.minimum === undefined ? "integer" : "count";
    default:
      return shape.kind;
  }
}

const describeObject = ({ fields, open }: ObjectShape): unknown => ({
  open,
  fields: Object.fromEntries(fields.map(({ name, required, shape }) => [name, { required, is: describeShape(shape) }])),
});

describe("the event table against @ag-ui/core", () => {
  it("has exactly the types of EventType", () => {
    expect(EVENT_TYPES.toSorted()).toEqual(Object.values(EventType).map(String).toSorted());
    expect(schemas).toHaveLength(31);
  });

  it.each(schemas.map((schema) => [String(bare(schema.shape?.["type"] as Zod).def.values?.[0]), schema] as const))(
    "%s has the fields of its validator",
    (type, schema) => {
      const ours = EVENT_TABLE.get(type);
      expect(ours && describeObject(ours.shape)).toEqual(describeZod(schema));
    },
  );

  it("describes RunAgentInput as its validator does", () => {
    expect(describeObject(RUN_AGENT_INPUT)).toEqual(describeZod(RunAgentInputSchema as unknown as Zod));
  });

  it("says what every event and field means", () => {
    for (const { meaning, specUrl, shape } of EVENT_TABLE.values()) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      expect(specUrl).toMatch(/^https:\/\/docs\.ag-ui\.com\/spec\/1\.0\//);
      for (const field of shape.fields) expect(field.meaning).toMatch(/^[A-Z].*\.$/);
    }
  });
});
