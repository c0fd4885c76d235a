import { describeCall, looksLikeRun, type OutgoingCall, readCall } from "./describeRequest.ts";
import type { Mirror } from "./mirror.ts";
import type { MirroredExchange } from "./mirroredExchange.ts";
import { quietly } from "./quietly.ts";
import { tapResponse } from "./tappedResponse.ts";

/** What is mirrored, and as whose. */
export interface TappedCalls {
  /** Every call, and not only those that look like runs. */
  readonly all: boolean;
  readonly name: string | undefined;
}

/** `original` with a mirror: the same arguments go in, and what comes out behaves the same. */
export function tappedFetch(original: typeof fetch, mirror: Mirror, calls: TappedCalls): typeof fetch {
  return (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const exchange = quietly(() => begin(mirror, readCall(input, init), calls));
    if (exchange === undefined) return original(input, init);
    const failed = (error: unknown): never => {
      quietly(() => exchange.fail(error));
      throw error;
    };
    try {
      return original(input, init).then(
        (response) => quietly(() => tapResponse(response, exchange)) ?? response,
        failed,
      );
    } catch (error) {
      return failed(error);
    }
  };
}

/** The exchange of a call; undefined for one that is not to be mirrored. */
function begin(mirror: Mirror, call: OutgoingCall, { all, name }: TappedCalls): MirroredExchange | undefined {
  // Wherever `fetch` itself was replaced by a tap, the mirror's own calls come through here.
  if (call.url === mirror.address) return undefined;
  const known = typeof call.body === "string" || call.body === undefined ? (call.body ?? "") : undefined;
  if (known !== undefined && !all && !looksLikeRun(call, known)) return undefined;
  const exchange = mirror.begin();
  const tell = (body: string | undefined): void => {
    if (!all && !looksLikeRun(call, body ?? "")) return exchange.discard();
    const { request, source } = describeCall(call, body, name);
    exchange.describe(request, source);
  };
  if (typeof call.body === "object") {
    call.body.then(tell, () => tell(undefined)).catch(() => exchange.discard());
  } else tell(call.body);
  return exchange;
}
