import type { EventIndex } from "#src/analysis/eventIndex.ts";
import { eventSpec, EVENT_TYPES } from "#src/protocol/eventTable.ts";
import type { Finding } from "#src/protocol/lint/types.ts";
import { hasTimes } from "#src/recording/hasTimes.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { mayHaveMoreIds, someId } from "./eventIds.ts";
import { saysText, someString, someText } from "./eventTexts.ts";
import type { Comparison, FilterTerm, HasValue, IdPattern } from "./filterTerm.ts";
import type { LastDecoded } from "./lastDecoded.ts";
import type { SentTypes } from "./sentTypes.ts";
import { touchesPath } from "./touchesPath.ts";

/** What terms look at. */
export interface TermContext {
  readonly reading: Reading;
  readonly index: EventIndex;
  readonly types: SentTypes;
  readonly frames: LastDecoded;
}

/** One term, ready to be asked. */
export interface TermTest {
  /** What it says without the minus. */
  readonly test: (seq: number) => boolean;
  readonly negated: boolean;
  /** 0 and 1: answered from columns; above: by decoding, of few types or of all. The order in which terms are asked. */
  readonly cost: 0 | 1 | 2 | 3 | 4;
  readonly needsIndex: boolean;
}

/** Makes a term one function of an event's number. */
export function compileTerm(term: FilterTerm, context: TermContext): TermTest {
  const made = (cost: TermTest["cost"], test: TermTest["test"], needsIndex = false): TermTest => ({
    test,
    negated: term.negated,
    cost,
    needsIndex,
  });
  switch (term.key) {
    case "n":
      return made(0, (seq) => term.values.some(({ from, to }) => seq >= from && seq <= to));
    case "has":
      return made(0, hasTest(term.values, context.reading));
    case "family":
      return made(0, (seq) => term.values.includes(context.types.familyAt(seq)));
    case "type":
      return made(1, typeTest(term.values, context.types));
    case "gap":
      return made(1, gapTest(term.comparison, term.ms, context.reading));
    case "run":
      return made(0, runTest(term.values, context.index), true);
    case "subagent":
      return made(0, subagentTest(term.values, context.index), true);
    case "id":
      return made(2, idTest(term.values, context), true);
    case "path":
      return made(2, pathTest(term.values, context));
    case "text":
      return made(3, textTest(term.values, context));
    default:
      return made(4, wordTest(term.values, context), true);
  }
}

type Test = TermTest["test"];

const matcher =
  (patterns: readonly IdPattern[]) =>
  (id: string): boolean =>
    id !== "" && patterns.some(({ text, isPrefix }) => (isPrefix ? id.startsWith(text) : id === text));

const finder = (values: readonly string[]): ((text: string) => boolean) => {
  const needles = values.map((value) => value.toLowerCase());
  return (text) => {
    const lower = text.toLowerCase();
    return needles.some((needle) => lower.includes(needle));
  };
};

/** Remembers what was said of a value: there are few of them, and very many frames. */
function remembered<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = compute(key)));
    return value;
  };
}

function typeTest(values: readonly string[], types: SentTypes): Test {
  const found = finder(values);
  // Of the names there are. Those that a stream invents may be many, and are not remembered.
  const known = new Map(EVENT_TYPES.map((type): [string, boolean] => [type, found(type)]));
  return (seq) => {
    const type = types.at(seq);
    return type !== undefined && (known.get(type) ?? found(type));
  };
}

function hasTest(values: readonly HasValue[], reading: Reading): Test {
  const of = (finding: Finding): boolean =>
    values.some((value) => {
      if (value === "problem") return finding.severity !== "info";
      return value === "injected" ? finding.rule === "scope/injected" : finding.severity === value;
    });
  const bookmarks = values.includes("bookmark");
  const notes = values.includes("note");
  return (seq) => {
    if (bookmarks || notes) {
      const annotation = reading.annotations.at(seq);
      if (annotation !== undefined && (bookmarks || annotation.note !== "")) return true;
    }
    return reading.findingsAt(seq).some(of);
  };
}

const COMPARE: Readonly<Record<Comparison, (gap: number, ms: number) => boolean>> = {
  ">": (gap, ms) => gap > ms,
  ">=": (gap, ms) => gap >= ms,
  "<": (gap, ms) => gap < ms,
  "<=": (gap, ms) => gap <= ms,
  "=": (gap, ms) => gap === ms,
};

/** The gap that the Timeline shows. Where nobody knows the times no gap is long or short. */
function gapTest(comparison: Comparison, ms: number, { log }: Reading): Test {
  const holds = COMPARE[comparison];
  let last = 0;
  let lastTime = 0;
  return (seq) => {
    const exchange = log.exchangeOf(seq);
    const time = log.timeOf(seq);
    const before = exchange.firstSeq === seq ? 0 : last === seq - 1 ? lastTime : log.timeOf(seq - 1);
    last = seq;
    lastTime = time;
    return hasTimes(exchange) && holds(time - before, ms);
  };
}

function runTest(values: readonly IdPattern[], index: EventIndex): Test {
  const matches = matcher(values);
  const ofRun = remembered(
    (run: number) => matches(index.runs[run]?.runId ?? "") || values.some(({ text }) => text === String(run + 1)),
  );
  return (seq) => {
    const run = index.runAt(seq);
    return run >= 0 && ofRun(run);
  };
}

function subagentTest(values: readonly IdPattern[], index: EventIndex): Test {
  const matches = remembered(matcher(values));
  return (seq) => {
    const id = index.subagentAt(seq);
    return id !== undefined && matches(id);
  };
}

function idTest(values: readonly IdPattern[], { reading, index, frames }: TermContext): Test {
  const matches = matcher(values);
  const ofEntity = remembered((number: number) => matches(index.entity(number)?.id ?? ""));
  const ofSubagent = remembered(matches);
  return (seq) => {
    if (ofEntity(index.entityNumberAt(seq))) return true;
    const subagent = index.subagentAt(seq);
    if (subagent !== undefined && ofSubagent(subagent)) return true;
    if (!mayHaveMoreIds(reading.typeAt(seq))) return false;
    const event = frames.event(seq);
    return event !== undefined && someId(event, matches);
  };
}

function pathTest(values: readonly string[], { reading, frames }: TermContext): Test {
  const pointers = values.map((value) => (value === "/" ? "" : value));
  return (seq) => {
    const type = reading.typeAt(seq);
    const family = type === undefined ? undefined : eventSpec(type).family;
    if ((family !== "state" && family !== "activity") || type === "MESSAGES_SNAPSHOT") return false;
    const event = frames.event(seq);
    return event !== undefined && pointers.some((pointer) => touchesPath(reading, seq, event, pointer));
  };
}

function textTest(values: readonly string[], { reading, frames }: TermContext): Test {
  const found = finder(values);
  return (seq) => {
    if (!saysText(reading.typeAt(seq))) return false;
    const event = frames.event(seq);
    return event !== undefined && someText(event, found);
  };
}

function wordTest(values: readonly string[], { index, frames }: TermContext): Test {
  const found = finder(values);
  const ofEntity = remembered((number: number) => found(index.entity(number)?.id ?? ""));
  return (seq) => {
    const text = frames.text(seq);
    if (found(text)) return true;
    // A piece without an id is about what it continues.
    if (ofEntity(index.entityNumberAt(seq))) return true;
    // JSON may write a letter as an escape.
    return text.includes("\\") && someString(frames.json(seq), found);
  };
}
