import type { JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import type { EventFamily } from "#src/protocol/events.ts";
import type { AgentView } from "#src/reconstruction/types.ts";

/** One run, step, tool call or subagent that is not the same in both views. */
export interface ItemDifference {
  /** `removed`: only the recording has it. */
  readonly kind: "added" | "removed" | "changed";
  readonly family: EventFamily;
  readonly noun: string;
  readonly id: string;
  /** What differs, as text; undefined where there is nothing. */
  readonly fields: readonly FieldDifference[];
}

/** One property of an item in the recording and in the hypothesis. */
interface FieldDifference {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

interface Item {
  readonly family: EventFamily;
  readonly noun: string;
  readonly id: string;
  /** Made only for two items that are compared. */
  readonly fields: () => readonly (readonly [name: string, value: JsonValue | undefined])[];
}

const LONGEST = 200;

/** How runs, steps, tool calls and subagents differ, in this order and each in the order of its list. */
export function itemDifferences(truth: AgentView, other: AgentView): readonly ItemDifference[] {
  return [
    ...compared(runItems(truth), runItems(other)),
    ...compared(stepItems(truth), stepItems(other)),
    ...compared(callItems(truth), callItems(other)),
    ...compared(subagentItems(truth), subagentItems(other)),
  ];
}

const runItems = ({ runs }: AgentView): readonly Item[] =>
  runs.map(({ runId, status, error, result }) => ({
    family: "run",
    noun: "run",
    id: runId ?? "without an id",
    fields: () => [
      ["outcome", status],
      ["error", error?.message],
      ["result", result],
    ],
  }));

const stepItems = ({ steps }: AgentView): readonly Item[] =>
  steps.map(({ stepName, status }) => ({
    family: "step",
    noun: "step",
    id: stepName,
    fields: () => [["status", status]],
  }));

const callItems = ({ toolCalls }: AgentView): readonly Item[] =>
  toolCalls.map(({ id, name, status, result, arguments: given }) => ({
    family: "tool",
    noun: `tool call ${name}`,
    id,
    fields: () => [
      ["name", name],
      ["status", status],
      ["arguments", given],
      ["result", result?.content],
      ["error", result?.error],
    ],
  }));

const subagentItems = ({ subagents }: AgentView): readonly Item[] =>
  subagents.map(({ subagentRunId, name, status, error, result }) => ({
    family: "subagent",
    noun: `subagent ${name}`,
    id: subagentRunId,
    fields: () => [
      ["name", name],
      ["status", status],
      ["error", error?.message],
      ["result", result],
    ],
  }));

function compared(truth: readonly Item[], other: readonly Item[]): ItemDifference[] {
  const rest = new Map(numbered(truth));
  const differences: ItemDifference[] = [];
  for (const [key, item] of numbered(other)) {
    const before = rest.get(key);
    rest.delete(key);
    const fields = changedFields(before, item);
    if (before !== undefined && fields.length === 0) continue;
    differences.push(differenceOf(before === undefined ? "added" : "changed", item, fields));
  }
  for (const item of rest.values()) differences.push(differenceOf("removed", item, []));
  return differences;
}

/** Ids may repeat, as those of runs and steps do: the second of an id is the second of that id in both. */
function numbered(items: readonly Item[]): readonly (readonly [string, Item])[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const count = counts.get(item.id) ?? 0;
    counts.set(item.id, count + 1);
    return [`${count} ${item.id}`, item];
  });
}

function changedFields(before: Item | undefined, after: Item): readonly FieldDifference[] {
  if (before === undefined) return [];
  const old = new Map(before.fields());
  return after.fields().flatMap(([name, value]): readonly FieldDifference[] => {
    const was = old.get(name);
    return jsonEqual(was, value) ? [] : [{ name, before: textOf(was), after: textOf(value) }];
  });
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" && value.length <= LONGEST ? value : shortJson(value, LONGEST);
}

function differenceOf(
  kind: ItemDifference["kind"],
  { family, noun, id }: Item,
  fields: readonly FieldDifference[],
): ItemDifference {
  return { kind, family, noun, id, fields };
}
