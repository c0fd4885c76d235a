import type { Exchange } from "./types.ts";

/** False for a capture that holds bytes only (`curl -N > file`): its frames have no arrival times, and 0 ms would be made up. */
export function hasTimes({ request }: Exchange): boolean {
  return request.via !== "file";
}
