import { byteColumn, uint32Column } from "#src/lib/growable.ts";
import type { AguiEvent } from "#src/protocol/events.ts";
import { closeLanes, expandChunk, isChunk, type Lanes } from "#src/reconstruction/expandChunks.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** What kinds of thing events are about. A custom one is known by its name, a raw one by its source. */
export type EntityKind =
  | "run"
  | "step"
  | "message"
  | "reasoning"
  | "toolCall"
  | "state"
  | "messages"
  | "activity"
  | "subagent"
  | "custom"
  | "raw";

/** One thing that events are about: a message, a tool call, a run. */
export interface Entity {
  readonly kind: EntityKind;
  /** Its id as sent; a step's name; empty for the state, the messages and what has no id. */
  readonly id: string;
}

/** One run as its events tell it. */
export interface IndexedRun {
  readonly runId: string | undefined;
  /** Its RUN_STARTED, or the first event of an answer that has none. */
  readonly firstSeq: number;
  /** The exchange that it came in. */
  readonly exchange: number;
}

const NOTHING = 0;

/**
 * What every event is about: its entity, its run, its subagent, and how many characters it adds. One walk over the recording that goes on
 * where it stopped, so a stream that grows costs what is new of it and a large file can be read in slices. 17 bytes an event.
 */
export class EventIndex {
  private readonly entities: Entity[] = [{ kind: "raw", id: "" }];
  private readonly entityNumbers = new Map<string, number>();
  private readonly entityOf = uint32Column();
  private readonly runOf = uint32Column();
  private readonly subagentOf = uint32Column();
  private readonly characters = uint32Column();
  private readonly deltas = byteColumn();
  private readonly runList: IndexedRun[] = [];
  private readonly subagents: string[] = [];
  private readonly subagentNumbers = new Map<string, number>();
  private lanes: Lanes = new Map();
  private exchange = -1;
  /** The run that goes on, as its number plus one; 0 while none does. */
  private run = 0;

  constructor(readonly reading: Reading) {}

  /** The number of the last frame that was indexed. */
  get length(): number {
    return this.entityOf.length;
  }

  /** The runs, in the order in which they began. */
  get runs(): readonly IndexedRun[] {
    return this.runList;
  }

  /** Indexes up to frame `upTo`, at most the recording's length. */
  read(upTo: number): void {
    while (this.length < upTo) this.next(this.length + 1);
  }

  /** A number for what event `seq` is about: equal for equal entities, 0 for a frame that is about none. */
  entityNumberAt(seq: number): number {
    return this.entityOf.at(seq - 1);
  }

  /** What event `seq` is about; undefined for frames that are no events. */
  entityAt(seq: number): Entity | undefined {
    return this.entity(this.entityNumberAt(seq));
  }

  /** The entity of a number. */
  entity(number: number): Entity | undefined {
    return number === NOTHING ? undefined : this.entities[number];
  }

  /** The number of an entity, or 0 when no event was about it so far. */
  numberOf({ kind, id }: Entity): number {
    return this.entityNumbers.get(`${kind}\n${id}`) ?? NOTHING;
  }

  /** The greatest number of an entity so far. */
  get entityCount(): number {
    return this.entities.length - 1;
  }

  /** Ids of the subagents, in the order in which they first came. */
  get subagentIds(): readonly string[] {
    return this.subagents;
  }

  /** The run that event `seq` belongs to: an index into `runs`, -1 for what came outside of any. */
  runAt(seq: number): number {
    return this.runOf.at(seq - 1) - 1;
  }

  /** The subagent that event `seq` names as its producer. */
  subagentAt(seq: number): string | undefined {
    const number = this.subagentOf.at(seq - 1);
    return number === NOTHING ? undefined : this.subagents[number - 1];
  }

  /** True for an event that adds a piece to its entity: a CONTENT, an ARGS, a CHUNK, a patch. */
  isDelta(seq: number): boolean {
    return this.deltas.at(seq - 1) === 1;
  }

  /** How many characters event `seq` adds to the text or the arguments of its entity. */
  charactersAt(seq: number): number {
    return this.characters.at(seq - 1);
  }

  /** The nearest event after or before `from` that is about the same entity, among those indexed. */
  sameEntity(from: number, direction: 1 | -1): number | undefined {
    if (from < 1 || from > this.length) return undefined;
    const number = this.entityNumberAt(from);
    if (number === NOTHING) return undefined;
    for (let seq = from + direction; seq >= 1 && seq <= this.length; seq += direction)
      if (this.entityOf.at(seq - 1) === number) return seq;
    return undefined;
  }

  private next(seq: number): void {
    const exchange = this.reading.log.exchangeOf(seq).index;
    if (exchange !== this.exchange) {
      this.exchange = exchange;
      this.run = 0;
      this.lanes = new Map();
    }
    const { event } = this.reading.decodedAt(seq);
    let entity: Entity | undefined;
    if (event !== undefined) {
      if (event.type === "RUN_STARTED") this.begin(seq, event.runId);
      else if (this.run === 0) this.begin(seq, undefined);
      entity = this.about(event);
    }
    const delta = event === undefined ? undefined : deltaOf(event);
    const owner = event !== undefined && "subagentRunId" in event ? event.subagentRunId : undefined;
    this.entityOf.push(entity === undefined ? NOTHING : this.intern(entity));
    this.runOf.push(this.run);
    this.subagentOf.push(owner === undefined ? NOTHING : this.internSubagent(owner));
    this.deltas.push(delta === undefined ? 0 : 1);
    this.characters.push(typeof delta === "string" ? delta.length : 0);
    if (event?.type === "RUN_FINISHED" || event?.type === "RUN_ERROR") this.run = 0;
  }

  private begin(firstSeq: number, runId: string | undefined): void {
    this.runList.push({ runId, firstSeq, exchange: this.exchange });
    this.run = this.runList.length;
  }

  private about(event: AguiEvent): Entity | undefined {
    if (isChunk(event)) {
      const kind =
        event.type === "TOOL_CALL_CHUNK" ? "toolCall" : event.type === "TEXT_MESSAGE_CHUNK" ? "message" : "reasoning";
      const told = event.type === "TOOL_CALL_CHUNK" ? event.toolCallId : event.messageId;
      const before = this.lanes;
      let continued: string | undefined;
      this.lanes = expandChunk(before, event, (expanded) => {
        // What it closes is not what it is about.
        if (expanded.type.endsWith("_END")) return;
        if ("toolCallId" in expanded) continued = expanded.toolCallId;
        else if ("messageId" in expanded) continued = expanded.messageId;
      });
      // A chunk without content leaves everything as it was, and is about what it could have continued.
      const idle = this.lanes === before ? before.get(event.subagentRunId)?.id : undefined;
      const id = told ?? continued ?? idle;
      return id === undefined ? undefined : { kind, id };
    }
    this.lanes = closeLanes(this.lanes, event, () => undefined);
    return entityOf(event, this.runList[this.run - 1]);
  }

  private intern(entity: Entity): number {
    const key = `${entity.kind}\n${entity.id}`;
    let number = this.entityNumbers.get(key);
    if (number === undefined) {
      number = this.entities.length;
      this.entities.push(entity);
      this.entityNumbers.set(key, number);
    }
    return number;
  }

  private internSubagent(id: string): number {
    let number = this.subagentNumbers.get(id);
    if (number === undefined) {
      this.subagents.push(id);
      number = this.subagents.length;
      this.subagentNumbers.set(id, number);
    }
    return number;
  }
}

const known = new WeakMap<Reading, EventIndex>();

/** The one index of a recording. Whoever needs it reads it on. */
export function eventIndexOf(reading: Reading): EventIndex {
  let index = known.get(reading);
  if (!index) known.set(reading, (index = new EventIndex(reading)));
  return index;
}

/** The piece that an event adds, or undefined for an event that adds none. */
function deltaOf(event: AguiEvent): unknown {
  if (event.type === "ACTIVITY_DELTA") return event.patch;
  // A chunk that only opens or names something carries no delta, and still is a piece of what it opens.
  return "delta" in event ? event.delta : isChunk(event) ? "" : undefined;
}

function entityOf(event: AguiEvent, run: IndexedRun | undefined): Entity | undefined {
  switch (event.type) {
    case "RUN_STARTED":
    case "RUN_FINISHED":
    case "RUN_ERROR":
      return { kind: "run", id: run?.runId ?? "" };
    case "STEP_STARTED":
    case "STEP_FINISHED":
      return { kind: "step", id: event.stepName };
    case "TEXT_MESSAGE_START":
    case "TEXT_MESSAGE_CONTENT":
    case "TEXT_MESSAGE_END":
      return { kind: "message", id: event.messageId };
    case "REASONING_START":
    case "REASONING_END":
    case "REASONING_MESSAGE_START":
    case "REASONING_MESSAGE_CONTENT":
    case "REASONING_MESSAGE_END":
      return { kind: "reasoning", id: event.messageId };
    case "REASONING_ENCRYPTED_VALUE":
      return { kind: event.subtype === "tool-call" ? "toolCall" : "message", id: event.entityId };
    case "TOOL_CALL_START":
    case "TOOL_CALL_ARGS":
    case "TOOL_CALL_END":
    case "TOOL_CALL_RESULT":
      return { kind: "toolCall", id: event.toolCallId };
    case "STATE_SNAPSHOT":
    case "STATE_DELTA":
      return { kind: "state", id: "" };
    case "MESSAGES_SNAPSHOT":
      return { kind: "messages", id: "" };
    case "ACTIVITY_SNAPSHOT":
    case "ACTIVITY_DELTA":
      return { kind: "activity", id: event.messageId };
    case "SUBAGENT_STARTED":
    case "SUBAGENT_FINISHED":
    case "SUBAGENT_ERROR":
      return { kind: "subagent", id: event.subagentRunId };
    case "CUSTOM":
      return { kind: "custom", id: event.name };
    case "RAW":
      return { kind: "raw", id: event.source ?? "" };
    default:
      return undefined;
  }
}
