import type { Injection } from "#src/transport/faults/types.ts";
import type { WireResponse } from "#src/transport/types.ts";

/** What is delivered of one answer, in order: head, then bytes and injections, then the end. */
export type Delivered =
  | { readonly type: "head"; readonly response: WireResponse }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** Something was done to the stream at this point. */
  | { readonly type: "injected"; readonly injection: Injection }
  /** `reset`: whoever delivers must break the connection; `complete`: end the body. */
  | { readonly type: "end"; readonly reason: "complete" | "reset"; readonly message: string };
