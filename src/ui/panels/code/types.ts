import type { WireRequest } from "#src/transport/types.ts";

/** What code is made for: what Run would send now, with its body before any envelope, or a request that a recording holds. */
export type CodeSubject =
  | { readonly kind: "next"; readonly body: string }
  | { readonly kind: "recorded"; readonly request: WireRequest; readonly number: number };
