import type { RuleId } from "./severities.ts";
import { ownerName, type LintContext } from "./context.ts";

/** Who opened what: entity id to subagent, undefined for the agent itself. Kept for the whole run, also after the end. */
export class Owners {
  private readonly owners = new Map<string, string | undefined>();

  constructor(
    private readonly context: LintContext,
    private readonly noun: string,
  ) {}

  has(id: string): boolean {
    return this.owners.has(id);
  }

  get(id: string): string | undefined {
    return this.owners.get(id);
  }

  set(id: string, owner: string | undefined): void {
    this.owners.set(id, owner);
  }

  /** The first to name an id owns it. */
  claim(id: string, owner: string | undefined): void {
    if (!this.owners.has(id)) this.owners.set(id, owner);
  }

  /** A tag that contradicts the opener is a fault; no tag never is. */
  check(type: string, id: string, tag: string | undefined): void {
    if (tag === undefined || !this.owners.has(id)) return;
    const owner = this.owners.get(id);
    if (owner === tag) return;
    this.context.say("subagent/owner-mismatch", {
      message: `${type} says that ${this.noun} "${id}" belongs to ${ownerName(tag)}, but it belongs to ${ownerName(owner)}.`,
      pointer: "/subagentRunId",
      expected: ownerName(owner),
      found: ownerName(tag),
    });
  }

  clear(): void {
    this.owners.clear();
  }
}

/** How one kind of bracketed item is called and which rules watch it. */
export interface BracketWords {
  readonly noun: string;
  readonly startType: string;
  readonly endType: string;
  /** The field that names the item. */
  readonly field: string;
  readonly alreadyOpen: RuleId;
  readonly notOpen: RuleId;
}

/** Items of one kind that are opened, continued and closed by id: text messages, tool calls, reasoning messages and spans. */
export class Brackets {
  /** Open ids and the frame that opened each. */
  readonly open = new Map<string, number>();
  /** Ids whose missing opener was said already: once is enough. */
  private readonly blamed = new Set<string>();
  /** Where ids were closed last, for the explanation. */
  private readonly closed = new Map<string, number>();

  constructor(
    private readonly context: LintContext,
    readonly words: BracketWords,
    readonly owners: Owners,
  ) {}

  start(type: string, id: string, tag: string | undefined): void {
    const { noun, alreadyOpen, endType, field } = this.words;
    const opener = this.open.get(id);
    if (opener !== undefined) {
      this.context.say(alreadyOpen, {
        message: `${type} opens ${noun} "${id}", which is open since event ${opener}. Send ${endType} first, or use a new id.`,
        pointer: `/${field}`,
        relatedSeq: opener,
      });
      return;
    }
    this.owners.check(type, id, tag);
    this.owners.claim(id, tag);
    this.open.set(id, this.context.seq);
  }

  /** Checks an event that needs the item to be open. */
  proceed(type: string, id: string, tag: string | undefined): boolean {
    if (this.open.has(id)) {
      if (tag !== undefined) this.owners.check(type, id, tag);
      return true;
    }
    if (!this.blamed.has(id)) {
      this.blamed.add(id);
      const { noun, notOpen, startType, field } = this.words;
      const end = this.closed.get(id);
      this.context.say(notOpen, {
        message:
          end === undefined
            ? `${type} names ${noun} "${id}", which nothing opened. Send ${startType} first.`
            : `${type} names ${noun} "${id}", which was closed at event ${end}. Send it before the end, or open it again.`,
        pointer: `/${field}`,
        relatedSeq: end,
      });
    }
    return false;
  }

  end(type: string, id: string, tag: string | undefined): boolean {
    if (!this.proceed(type, id, tag)) return false;
    this.open.delete(id);
    this.closed.set(id, this.context.seq);
    return true;
  }

  /** Nothing more is said about this id's missing opener: the opener was there, but unusable. */
  excuse(id: string): void {
    this.blamed.add(id);
  }

  clear(): void {
    this.open.clear();
    this.blamed.clear();
    this.closed.clear();
  }
}
