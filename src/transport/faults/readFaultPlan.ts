import { isObject } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { FaultKind, FaultPlan, FaultRule, FaultWhere } from "./types.ts";

/** Every kind of fault, in the order in which they are offered: on the whole answer, on single frames, on the bytes. */
export const FAULT_KINDS = [
  "status",
  "content-type",
  "stall",
  "cut",
  "delay",
  "jitter",
  "drop",
  "duplicate",
  "reorder",
  "corrupt",
  "unknown-event",
  "drip",
  "split",
  "crlf",
] as const satisfies readonly FaultKind[];

/** An hour: no client waits longer. */
const MAX_MS = 3_600_000;
const MAX_RULES = 100;
const MAX_SEED = 2 ** 32 - 1;
const TIMED: ReadonlySet<string> = new Set(["delay", "jitter", "drip"]);
/** Visible ASCII and spaces: nothing that could end a header line. */
const HEADER_VALUE = /^[\x20-\x7e]{0,200}$/;

/**
 * Reads a plan from JSON that somebody wrote or sent. `id`, `enabled`, `where` and `seed` may be left out. The error is one sentence for each
 * mistake, with the JSON Pointer of its place.
 */
export function readFaultPlan(value: unknown): Result<FaultPlan> {
  const mistakes: string[] = [];
  const reader = new PlanReader((tokens, says) => {
    const pointer = formatPointer(tokens);
    mistakes.push(`${pointer === "" ? "The plan" : pointer} ${says}.`);
  });
  const plan = reader.plan(value);
  return mistakes.length > 0 || plan === undefined ? err(mistakes.join(" ")) : ok(plan);
}

type Tokens = readonly (string | number)[];

class PlanReader {
  constructor(private readonly mistake: (tokens: Tokens, says: string) => void) {}

  plan(value: unknown): FaultPlan | undefined {
    if (!isObject(value)) {
      this.mistake([], `must be an object with "rules", but is ${shown(value)}`);
      return undefined;
    }
    this.known([], value, ["seed", "rules"]);
    const seed = this.number(value, [], "seed", { min: 0, max: MAX_SEED, whole: true }) ?? 0;
    const { rules } = value;
    if (!Array.isArray(rules)) {
      this.mistake(["rules"], `must be an array of rules, but is ${shown(rules)}`);
      return undefined;
    }
    if (rules.length > MAX_RULES)
      this.mistake(["rules"], `must have at most ${MAX_RULES} rules, but has ${rules.length}`);
    return { seed, rules: rules.slice(0, MAX_RULES).flatMap((rule, index) => this.rule(rule, index) ?? []) };
  }

  private rule(value: unknown, index: number): FaultRule | undefined {
    const at = ["rules", index];
    if (!isObject(value)) {
      this.mistake(at, `must be an object with "kind", but is ${shown(value)}`);
      return undefined;
    }
    this.known(at, value, ["id", "kind", "enabled", "where", "ms", "status", "contentType"]);
    const kind = FAULT_KINDS.find((each) => each === value["kind"]);
    if (kind === undefined) {
      this.mistake([...at, "kind"], `must be one of ${FAULT_KINDS.join(", ")}, but is ${shown(value["kind"])}`);
      return undefined;
    }
    const { enabled = true } = value;
    if (typeof enabled !== "boolean")
      this.mistake([...at, "enabled"], `must be true or false, but is ${shown(enabled)}`);
    const ms = this.number(value, at, "ms", { min: 0, max: MAX_MS, needed: TIMED.has(kind), unit: "milliseconds" });
    const status = this.number(value, at, "status", { min: 200, max: 599, whole: true, needed: kind === "status" });
    const contentType = this.contentType(value, at, kind);
    return {
      id: this.text(value, at, "id") ?? `rule-${index + 1}`,
      kind,
      enabled: enabled === true,
      where: this.where(value["where"], [...at, "where"]),
      ...(ms !== undefined && { ms }),
      ...(status !== undefined && { status }),
      ...(contentType !== undefined && { contentType }),
    };
  }

  private where(value: unknown, at: Tokens): FaultWhere {
    if (value === undefined) return {};
    if (!isObject(value)) {
      this.mistake(at, `must be an object of conditions, but is ${shown(value)}`);
      return {};
    }
    this.known(at, value, ["eventType", "from", "every", "probability", "times"]);
    const count = { min: 1, max: Number.MAX_SAFE_INTEGER, whole: true } as const;
    const eventType = this.text(value, at, "eventType");
    const from = this.number(value, at, "from", count);
    const every = this.number(value, at, "every", count);
    const probability = this.number(value, at, "probability", { min: 0, max: 1 });
    const times = this.number(value, at, "times", count);
    return {
      ...(eventType !== undefined && { eventType }),
      ...(from !== undefined && { from }),
      ...(every !== undefined && { every }),
      ...(probability !== undefined && { probability }),
      ...(times !== undefined && { times }),
    };
  }

  private contentType(from: Record<string, unknown>, at: Tokens, kind: FaultKind): string | undefined {
    const value = from["contentType"];
    if (value === undefined && kind !== "content-type") return undefined;
    if (typeof value === "string" && HEADER_VALUE.test(value)) return value;
    this.mistake(
      [...at, "contentType"],
      `must be a media type of at most 200 printable ASCII characters, such as "text/html", but is ${shown(value)}`,
    );
    return undefined;
  }

  private text(from: Record<string, unknown>, at: Tokens, name: string): string | undefined {
    const value = from[name];
    if (value === undefined || (typeof value === "string" && value !== "")) return value;
    this.mistake([...at, name], `must be a text that is not empty, but is ${shown(value)}`);
    return undefined;
  }

  private number(
    from: Record<string, unknown>,
    at: Tokens,
    name: string,
    range: { min: number; max: number; whole?: boolean; needed?: boolean; unit?: string },
  ): number | undefined {
    const value = from[name];
    if (value === undefined && range.needed !== true) return undefined;
    const fits = typeof value === "number" && value >= range.min && value <= range.max;
    if (fits && (range.whole !== true || Number.isInteger(value))) return value;
    const what = range.whole === true ? "a whole number" : range.unit === undefined ? "a number" : range.unit;
    const limit =
      range.max === Number.MAX_SAFE_INTEGER ? `of at least ${range.min}` : `from ${range.min} to ${range.max}`;
    this.mistake([...at, name], `must be ${what} ${limit}, but is ${shown(value)}`);
    return undefined;
  }

  private known(at: Tokens, value: object, names: readonly string[]): void {
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) this.mistake([...at, name], `is not known; known are ${names.join(", ")}`);
    }
  }
}

/** A value in a few characters. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
