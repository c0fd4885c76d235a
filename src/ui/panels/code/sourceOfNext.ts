import { err, ok, type Result } from "#src/lib/result.ts";
import { checkUrl } from "#src/run/checkTarget.ts";
import type { CodeSource } from "#src/run/codegen/codeRequest.ts";
import { wrapSingleRoute, type SingleRouteEnvelope } from "#src/run/discovery/wrapSingleRoute.ts";
import type { HeaderField } from "#src/run/types.ts";
import type { WireFormat } from "#src/store/types.ts";

/** How the next request goes out. */
interface NextParts {
  readonly endpoint: string;
  readonly headers: readonly HeaderField[];
  readonly format: WireFormat;
  readonly envelope: SingleRouteEnvelope | undefined;
  /** The newest version that the agent knows, where the user says so. */
  readonly ceiling: string | undefined;
  /** The body before any envelope. */
  readonly body: string;
}

/** The request that Run would send now, or why it would send none to this address. */
export function sourceOfNext({ endpoint, headers, format, envelope, ceiling, body }: NextParts): Result<CodeSource> {
  const url = checkUrl(endpoint);
  if (!url.ok) return url;
  if (headers.some(({ name, value }) => name === "" && value !== ""))
    return err("A header has a value and no name: name it, then there is code for this request.");
  const named = headers.filter(({ name }) => name !== "");
  return ok({
    url: url.value,
    headers: named.map(({ name, value }) => ({ name, value })),
    body: envelope ? wrapSingleRoute(body, envelope) : body,
    format,
    ceiling,
  });
}
