import type { Injection } from "./types.ts";

/** What to do next to deliver a stream, as data: who executes it has the clock and the connection. */
export type FaultStep =
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** Milliseconds. */
  | { readonly type: "wait"; readonly ms: number }
  /** Each byte on its own, `ms` milliseconds apart. */
  | { readonly type: "drip"; readonly bytes: Uint8Array; readonly ms: number }
  /** Something was done to the stream here: it belongs to the bytes that follow. */
  | { readonly type: "injected"; readonly injection: Injection }
  /** Break the connection: nothing comes after it. */
  | { readonly type: "cut" }
  /** Send nothing more, but keep the connection open: nothing comes after it. */
  | { readonly type: "stall" };

/** A mark as a step. `original` is what the agent had sent in its place. */
export const injected = (kind: Injection["kind"], says: string, original?: string): FaultStep => ({
  type: "injected",
  injection: { kind, says, ...(original !== undefined && { original }) },
});
