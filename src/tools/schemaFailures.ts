import { isObject, type JsonValue } from "#src/lib/json.ts";
import { escapeToken, getPointer } from "#src/lib/jsonPointer.ts";
import { failureInWords, kindInWords, typeNames, typesInWords } from "./schemaWords.ts";

/** Where a value does not fit a schema. */
export interface SchemaProblem {
  /** JSON Pointer into the value; of a missing property, where it would be. */
  readonly pointer: string;
  /** A sentence without a subject: "must be a string, but is a number"; "city is required". */
  readonly message: string;
  /** The keyword of JSON Schema that is not met; "json" where the text is no JSON, "$schema" where the schema itself is of no use. */
  readonly keyword: string;
}

/** What the validator says, in the "basic" form of the standard: parents before children, both in one list. */
export interface OutputUnit {
  readonly keyword: string;
  /** The way through the schema, `$ref`s included, as a URI fragment. */
  readonly keywordLocation: string;
  readonly instanceLocation: string;
  readonly error: string;
}

/** What was checked against what. */
export interface Checked {
  readonly value: JsonValue;
  /** The schema at a way of tokens through the schema, or undefined. */
  readonly schemaAt: (tokens: readonly string[]) => unknown;
}

/** A problem with what is needed to weigh it against those of other branches. */
interface Weighed extends SchemaProblem {
  readonly limit: JsonValue | undefined;
}

/** Keywords that only repeat that a child failed. */
const REPEATERS = new Set(
  "properties patternProperties additionalProperties unevaluatedProperties items prefixItems additionalItems unevaluatedItems $ref $recursiveRef allOf dependentSchemas if".split(
    " ",
  ),
);

/** What went wrong, without the parents that only repeat it, and of several forms only what is of use. */
export function problemsOf(units: readonly OutputUnit[], checked: Checked): readonly SchemaProblem[] {
  const seen = new Set<string>();
  const problems: SchemaProblem[] = [];
  for (const { pointer, message, keyword } of fold(withPlaces(units), checked)) {
    const key = `${pointer}\n${message}`;
    if (!seen.has(key)) problems.push({ pointer, message, keyword });
    seen.add(key);
  }
  return problems;
}

/** A schema that is `false` is reported at the value's place and not at its own: it belongs to the keyword before it. */
function withPlaces(units: readonly OutputUnit[]): readonly OutputUnit[] {
  return units.map((unit, index) =>
    unit.keyword === "false"
      ? {
          ...unit,
          keywordLocation: `${units[index - 1]?.keywordLocation ?? "#"}/false`,
          error: units[index - 1]?.keyword ?? "",
        }
      : unit,
  );
}

function fold(units: readonly OutputUnit[], checked: Checked): Weighed[] {
  // What the items of an array lack is beside the point: it has too few that fit.
  const ignored = units.filter(({ keyword }) => keyword === "minContains").map((unit) => `${before(unit)}/contains/`);
  const problems: Weighed[] = [];
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] as OutputUnit;
    if (ignored.some((place) => unit.keywordLocation.startsWith(place))) continue;
    if (REPEATERS.has(unit.keyword) || isRepeatedDependency(unit)) continue;
    let end = at + 1;
    while (units[end]?.keywordLocation.startsWith(`${unit.keywordLocation}/`)) end++;
    const children = units.slice(at + 1, end);
    if (unit.keyword === "anyOf" || unit.keyword === "oneOf") {
      problems.push(...bestBranch(unit, children, checked));
      at = end - 1;
    } else if (unit.keyword === "propertyNames") {
      problems.push(badName(unit, children, checked));
      at = end - 1;
    } else {
      problems.push(problemOf(unit, checked));
      if (unit.keyword === "contains") at = end - 1;
    }
  }
  return problems;
}

const before = ({ keywordLocation }: OutputUnit): string => keywordLocation.slice(0, keywordLocation.lastIndexOf("/"));
const isRepeatedDependency = ({ keyword, error }: OutputUnit): boolean =>
  keyword === "dependencies" && error.endsWith("dependant schema.");

function problemOf(unit: OutputUnit, { value, schemaAt }: Checked): Weighed {
  const pointer = pointerOf(unit.instanceLocation);
  const { keyword, error } = unit;
  const schema = schemaAt(tokensOf(before(unit)));
  const limit = isObject(schema) ? (schema[keyword] as JsonValue | undefined) : undefined;
  if (keyword === "required") return { ...missing(pointer, error.slice(REQUIRED.length, -2)), keyword, limit };
  if (keyword === "dependentRequired" || keyword === "dependencies") {
    const [, there = "", name = ""] = /^Instance has "([^]*)" but does not have "([^]*)"\.$/.exec(error) ?? [];
    const { message, pointer: place } = missing(pointer, name);
    return { pointer: place, message: `${message} where ${shown(there)} is there`, keyword, limit };
  }
  if (keyword === "false") {
    const name = tokensOf(unit.instanceLocation).at(-1) ?? "the value";
    return { pointer, message: `${shown(name)} is not allowed here`, keyword: error || "false", limit };
  }
  const failure = { keyword, limit, value: getPointer(value, pointer), said: error };
  return { pointer, message: failureInWords(failure), keyword, limit };
}

const REQUIRED = 'Instance does not have required property "';

function missing(pointer: string, name: string): { pointer: string; message: string } {
  return { pointer: `${pointer}/${escapeToken(name)}`, message: `${shown(name)} is required` };
}

const shown = (name: string): string => (/^[\w -]{1,60}$/.test(name) ? name : JSON.stringify(name.slice(0, 60)));

function badName(unit: OutputUnit, children: readonly OutputUnit[], { schemaAt }: Checked): Weighed {
  const place = children[0]?.instanceLocation ?? unit.instanceLocation;
  const name = tokensOf(place).at(-1) ?? "";
  // Below `propertyNames` the value is the name itself, wherever the place points.
  const why = fold(
    children.map((child) => ({ ...child, instanceLocation: "#" })),
    { value: name, schemaAt },
  );
  const message = why.map(({ message }) => message).join("; ");
  return { pointer: pointerOf(place), message: `its name ${message}`, keyword: unit.keyword, limit: undefined };
}

/** Of several allowed forms the one that the value was probably meant to have, or a list of what each lacks. */
function bestBranch(unit: OutputUnit, children: readonly OutputUnit[], checked: Checked): readonly Weighed[] {
  const pointer = pointerOf(unit.instanceLocation);
  const { keyword } = unit;
  const matches = /\((\d+) matches\)/.exec(unit.error)?.[1] ?? "0";
  if (matches !== "0") {
    const message = `must fit only one of the forms of \`oneOf\`, but fits ${matches}`;
    return [{ pointer, message, keyword, limit: undefined }];
  }
  const groups = new Map<string, OutputUnit[]>();
  for (const child of children) {
    const branch = child.keywordLocation.slice(unit.keywordLocation.length + 1).split("/", 1)[0] ?? "";
    groups.set(branch, [...(groups.get(branch) ?? []), child]);
  }
  const branches = [...groups.values()].map((group) => fold(group, checked));
  const isOfWrongType = (branch: readonly Weighed[]): boolean =>
    branch.some((problem) => problem.keyword === "type" && problem.pointer === pointer);
  const ofRightType = branches.filter((branch) => !isOfWrongType(branch));
  if (ofRightType.length === 0 && branches.length > 0) {
    const types = branches.flatMap((branch) =>
      branch.flatMap((problem) =>
        problem.keyword === "type" && problem.pointer === pointer ? typeNames(problem.limit) : [],
      ),
    );
    const message = `must be ${typesInWords(types)}, but is ${kindInWords(getPointer(checked.value, pointer), types)}`;
    return [{ pointer, message, keyword: "type", limit: types }];
  }
  // Forms are told apart by a constant (`{kind: "card", …}`): the one whose constant fits is meant.
  const byConstant = ofRightType.filter(
    (branch) => !branch.some(({ keyword }) => keyword === "const" || keyword === "enum"),
  );
  const meant = ofRightType.length === 1 ? ofRightType[0] : byConstant.length === 1 ? byConstant[0] : undefined;
  if (meant !== undefined) return meant;
  const lacks = ofRightType.slice(0, 3).map((branch, index) => `(${index + 1}) ${inBranch(branch, pointer)}`);
  const more = ofRightType.length > 3 ? `; and ${ofRightType.length - 3} more` : "";
  return [
    { pointer, message: `fits none of the allowed forms: ${lacks.join("; ")}${more}`, keyword, limit: undefined },
  ];
}

function inBranch(branch: readonly Weighed[], pointer: string): string {
  const first = branch[0];
  if (first === undefined) return "does not fit";
  const below = first.keyword === "required" ? "" : first.pointer.slice(pointer.length);
  return below === "" ? first.message : `${below} ${first.message}`;
}

/** The tokens of a URI fragment that holds a JSON Pointer. */
export function tokensOf(fragment: string): readonly string[] {
  return fragment
    .split("/")
    .slice(1)
    .map((token) => decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~"));
}

const pointerOf = (fragment: string): string => fragment.slice(1) && decodeURIComponent(fragment.slice(1));
