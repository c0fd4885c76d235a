import type { WireFrame, WireResponse } from "#src/transport/types.ts";
import { describeFault } from "./describeFault.ts";
import { injected, type FaultStep } from "./faultStep.ts";
import { type EventTypeOf, type FrameAt, jsonEventType, originalText } from "./frameAt.ts";
import { changedBytes, sendBytes, withCrlf, withUnknownEvent } from "./frameFaults.ts";
import { type FaultHead, strikeHead } from "./headFaults.ts";
import { isOpen, obstacle } from "./obstacle.ts";
import { Strikes } from "./strikes.ts";
import type { FaultKind, FaultPlan, FaultRule } from "./types.ts";

const HEAD_KINDS: ReadonlySet<FaultKind> = new Set(["status", "content-type"]);

/**
 * Injects the faults of a plan into one answer. It decides and does not act: what it gives are steps. The same plan on the same frames gives
 * the same steps, and frames that no rule strikes pass as they are.
 */
export class FaultInjector {
  /** False when the plan concerns the head of the answer only. */
  readonly strikesFrames: boolean;
  private readonly plan: FaultPlan;
  private readonly rules: readonly Strikes[];
  private readonly refused = new Set<string>();
  private count = 0;
  /** The steps of a frame that goes after the next one. */
  private late: { readonly rule: FaultRule; readonly steps: readonly FaultStep[] } | undefined;
  private over = false;

  /** `eventTypeOf` says which event a frame holds; left out, only JSON is read. */
  constructor(
    plan: FaultPlan,
    private readonly eventTypeOf: EventTypeOf = jsonEventType,
  ) {
    this.plan = plan;
    this.rules = plan.rules
      .map((rule, index) => new Strikes(rule, plan.seed, index))
      .filter(({ rule }) => rule.enabled && !HEAD_KINDS.has(rule.kind));
    this.strikesFrames = this.rules.length > 0;
  }

  /** The head to deliver. */
  head(response: WireResponse): FaultHead {
    return strikeHead(this.plan.rules, response);
  }

  /** What to deliver for the next frame. `format` is what the body turned out to be ("sse", "ndjson", …). */
  frame(bytes: Uint8Array, frame: WireFrame, format: string): FaultStep[] {
    if (this.over) return [];
    this.count++;
    const eventType = this.rules.some(({ rule }) => rule.where.eventType !== undefined)
      ? this.eventTypeOf(frame, bytes)
      : undefined;
    const at: FrameAt = { frame, bytes, format };
    const struck = this.rules.filter((each) => each.strike(this.count, eventType));
    const steps: FaultStep[] = [];
    const able = struck.filter(({ rule }) => {
      const why = obstacle(rule.kind, at);
      if (why !== undefined) steps.push(...this.refuse(rule, why));
      return why === undefined;
    });
    const has = (kind: FaultKind): boolean => able.some(({ rule }) => rule.kind === kind);

    const last = has("cut") ? "cut" : has("stall") ? "stall" : undefined;
    if (last !== undefined) {
      this.over = true;
      const says = last === "cut" ? "Cut the connection here." : "Stalled here: nothing more was sent.";
      return [...this.releaseLate(), ...steps, injected(last, says, originalText(at)), { type: last }];
    }
    if (has("drop")) return [...steps, injected("drop", "Dropped a frame here.", originalText(at))];
    return this.pass(at, able, steps);
  }

  /** What to deliver when the frames are over, before the bytes that belong to none. */
  end(): FaultStep[] {
    return this.over ? [] : this.releaseLate();
  }

  /** Says of every rule on frames that it does nothing here, once. */
  giveUp(why: string): FaultStep[] {
    return this.rules.flatMap(({ rule }) => this.refuse(rule, why));
  }

  /** A frame that is sent, at once or after the next one. */
  private pass(at: FrameAt, able: readonly Strikes[], steps: FaultStep[]): FaultStep[] {
    for (const { rule, random } of able) {
      const { kind, ms = 0 } = rule;
      if (kind !== "delay" && kind !== "jitter") continue;
      const wait = kind === "delay" ? ms : Math.round(random() * ms);
      const says =
        kind === "delay" ? `Delayed by ${ms} ms.` : `Delayed by ${wait} ms, a random time of up to ${ms} ms.`;
      steps.push(injected(kind, says), { type: "wait", ms: wait });
    }
    let ours = at;
    if (able.some(({ rule }) => rule.kind === "unknown-event")) {
      const { before, frame } = withUnknownEvent(at);
      const bytes = able.some(({ rule }) => rule.kind === "crlf") ? withCrlf(before) : before;
      const says = "Added an event of a type that AG-UI does not have; the agent did not send it.";
      steps.push(injected("unknown-event", says), { type: "bytes", bytes });
      ours = { ...at, bytes: frame };
    }
    const sent: FaultStep[] = [];
    sendBytes(changedBytes(ours, able, sent), ours, able, sent);

    const { late } = this;
    const reorder = able.find(({ rule }) => rule.kind === "reorder");
    // What follows the end of a body that was cut off would be taken for part of its last frame.
    if (late !== undefined && isOpen(at)) return [...this.releaseLate(), ...steps, ...sent];
    if (late !== undefined) {
      this.late = undefined;
      const says = "Sent after the frame that followed it; the agent sent it before.";
      return [...steps, ...sent, injected("reorder", says), ...late.steps];
    }
    if (reorder !== undefined) {
      this.late = { rule: reorder.rule, steps: sent };
      return steps;
    }
    return [...steps, ...sent];
  }

  /** The frame that waited for a next one, in the place where it always was. */
  private releaseLate(): FaultStep[] {
    const { late } = this;
    if (late === undefined) return [];
    this.late = undefined;
    return [...this.refuse(late.rule, "no frame was sent after this one"), ...late.steps];
  }

  private refuse(rule: FaultRule, why: string): FaultStep[] {
    const key = `${this.rules.findIndex((each) => each.rule === rule)} ${why}`;
    if (this.refused.has(key)) return [];
    this.refused.add(key);
    return [injected(rule.kind, `The rule to ${describeFault(rule)} did nothing here: ${why}.`)];
  }
}
