import { err, ok, type Result } from "#src/lib/result.ts";
import type { FilledAddress } from "#src/run/addressTemplate/fillAddress.ts";
import { checkUrl, type OutgoingHeader } from "#src/run/checkTarget.ts";
import type { CodeSource } from "#src/run/codegen/codeRequest.ts";
import { wrapSingleRoute, type SingleRouteEnvelope } from "#src/run/discovery/wrapSingleRoute.ts";
import type { WireFormat } from "#src/store/connectionTypes.ts";

/** How the next request goes out. */
interface NextParts {
  readonly address: FilledAddress;
  /** Why it cannot be sent to as it is filled. */
  readonly addressProblem: string | undefined;
  /** With the values of the environment in them, or why they are not. */
  readonly headers: Result<readonly OutgoingHeader[]>;
  readonly format: WireFormat;
  readonly envelope: SingleRouteEnvelope | undefined;
  /** The newest version that the agent knows, where the user says so. */
  readonly ceiling: string | undefined;
  /** The body before any envelope. */
  readonly body: string;
}

/** The request that Run would send now, or why it would send none to this address. */
export function sourceOfNext({
  address,
  addressProblem,
  headers: filled,
  format,
  envelope,
  ceiling,
  body,
}: NextParts): Result<CodeSource> {
  if (addressProblem !== undefined) return err(addressProblem);
  const url = checkUrl(address.shown);
  if (!url.ok) return url;
  if (!filled.ok) return filled;
  const headers = filled.value;
  if (headers.some(({ name, value }) => name === "" && value !== ""))
    return err("A header has a value and no name: name it, then there is code for this request.");
  const named = headers.filter(({ name }) => name !== "");
  return ok({
    url: address.pieces.some(({ secret }) => secret !== undefined) ? address.pieces : url.value,
    headers: named.map(({ name, value }) => ({ name, value })),
    body: envelope ? wrapSingleRoute(body, envelope) : body,
    format,
    ceiling,
  });
}
