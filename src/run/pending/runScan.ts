import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { isBinary } from "#src/transport/types.ts";

/** A CUSTOM event by which an agent asks something. */
export interface HeardCustom {
  readonly seq: number;
  readonly name: string;
  readonly value: JsonValue;
  /** The provider's own event, where it came along. */
  readonly rawEvent: JsonValue | undefined;
}

/** An event of a type that AG-UI does not have. */
interface HeardOther {
  readonly seq: number;
  readonly type: string;
  readonly json: JsonObject;
}

/** What of a run can be a question, beside its interrupts and its tool calls. */
export interface RunScan {
  readonly customs: readonly HeardCustom[];
  readonly others: readonly HeardOther[];
  /** `source` of the first RAW event: which framework speaks. */
  readonly rawSource: string | undefined;
}

/** The customs that ask; everything else under this type is data. */
const ASKING = ["on_interrupt", "function_approval_request"];
const OTHERS = ["TOOL_CALL_REQUEST"];

interface GrowingScan extends RunScan {
  readonly from: number;
  upTo: number;
  readonly customs: HeardCustom[];
  readonly others: HeardOther[];
  rawSource: string | undefined;
}

const scans = new WeakMap<Reading, GrowingScan>();

/**
 * What was heard from frame `from` on. It goes on where it stopped, so asking again after each event costs only what is new;
 * only the events that can be a question are decoded.
 */
export function runScan(reading: Reading, from: number): RunScan {
  const scan = scanOf(reading, from);
  while (scan.upTo < reading.length) read(reading, scan, ++scan.upTo);
  return scan;
}

/** Frames between two steps of `scanAhead`: a fraction of a millisecond. */
const STRIDE = 512;

/** The same in steps, so that a run of 100,000 events need not be read in one task. What is read stays read. */
export function* scanAhead(reading: Reading): Generator<void> {
  const from = reading.viewAt(reading.length).runs.at(-1)?.startedBy;
  if (from === undefined) return;
  const scan = scanOf(reading, from);
  while (scan.upTo < reading.length) {
    read(reading, scan, ++scan.upTo);
    if (scan.upTo % STRIDE === 0) yield;
  }
}

function scanOf(reading: Reading, from: number): GrowingScan {
  let scan = scans.get(reading);
  if (scan?.from !== from) {
    scan = { from, upTo: from - 1, customs: [], others: [], rawSource: undefined };
    scans.set(reading, scan);
  }
  return scan;
}

function read(reading: Reading, scan: GrowingScan, seq: number): void {
  const type = reading.typeAt(seq);
  if (type === "CUSTOM") {
    if (!mayCount(reading, seq)) return;
    const { event } = reading.decodedAt(seq);
    if (event?.type !== "CUSTOM" || !ASKING.includes(event.name)) return;
    const { name, value, rawEvent } = event;
    scan.customs.push({ seq, name, value: value as JsonValue, rawEvent: rawEvent as JsonValue | undefined });
  } else if (type === "RAW" && scan.rawSource === undefined) {
    const { event } = reading.decodedAt(seq);
    if (event?.type === "RAW") scan.rawSource = event.source ?? "";
  } else if (type === undefined) {
    const { json, wireType } = reading.decodedAt(seq);
    if (wireType !== undefined && OTHERS.includes(wireType) && isObject(json))
      scan.others.push({ seq, type: wireType, json: json as JsonObject });
  }
}

/** Whether a CUSTOM event can be one that counts here, told from its text: a stream may have thousands of others, and decoding costs ten times as much. */
function mayCount(reading: Reading, seq: number): boolean {
  if (isBinary(reading.log.kind(seq))) return true;
  const data = reading.dataAt(seq);
  // A name may be written with escapes.
  return data.includes("\\u") || ASKING.some((name) => data.includes(name));
}
