import type { FaultKind, FaultRule } from "#src/transport/faults/types.ts";

/** What the editor knows of a kind of fault. */
export interface FaultKindInfo {
  readonly kind: FaultKind;
  /** The words that a user picks it by. */
  readonly title: string;
  /** The one value that it needs beside its place, if any. */
  readonly parameter?: "ms" | "status" | "contentType";
  /** True where it strikes the answer as a whole, so that no frame needs to be named. */
  readonly isWhole?: true;
  /** What a new rule of this kind starts with. */
  readonly initial: Partial<Pick<FaultRule, "ms" | "status" | "contentType" | "where">>;
}

/** Every kind, as offered. */
export const FAULT_KIND_INFOS: readonly FaultKindInfo[] = [
  { kind: "delay", title: "Delay", parameter: "ms", initial: { ms: 500 } },
  { kind: "jitter", title: "Jitter", parameter: "ms", initial: { ms: 300 } },
  { kind: "drip", title: "Slow drip", parameter: "ms", initial: { ms: 20 } },
  { kind: "drop", title: "Drop", initial: { where: { every: 5 } } },
  { kind: "duplicate", title: "Duplicate", initial: { where: { every: 5 } } },
  { kind: "reorder", title: "Reorder", initial: { where: { every: 5 } } },
  { kind: "corrupt", title: "Corrupt JSON", initial: { where: { every: 10 } } },
  { kind: "unknown-event", title: "Unknown event", initial: { where: { every: 10 } } },
  { kind: "split", title: "Odd chunks", initial: {} },
  { kind: "crlf", title: "CRLF line ends", initial: {} },
  { kind: "stall", title: "Stall", initial: { where: { from: 5, times: 1 } } },
  { kind: "cut", title: "Cut the connection", initial: { where: { from: 5, times: 1 } } },
  { kind: "status", title: "HTTP status", parameter: "status", isWhole: true, initial: { status: 503 } },
  {
    kind: "content-type",
    title: "Wrong content type",
    parameter: "contentType",
    isWhole: true,
    initial: { contentType: "text/html" },
  },
];

/** What is known of one kind. */
export function faultKindInfo(kind: FaultKind): FaultKindInfo {
  return FAULT_KIND_INFOS.find((info) => info.kind === kind) ?? { kind, title: kind, initial: {} };
}

/** A rule of a kind as the editor starts it; the place of the rule that it replaces is kept where that one was chosen by hand. */
export function newRule(kind: FaultKind, id: string, replaced?: FaultRule): FaultRule {
  const { initial, isWhole } = faultKindInfo(kind);
  const chosen = replaced && Object.keys(replaced.where).length > 0 ? replaced.where : initial.where;
  return { ...initial, id, kind, enabled: replaced?.enabled ?? true, where: isWhole ? {} : (chosen ?? {}) };
}
