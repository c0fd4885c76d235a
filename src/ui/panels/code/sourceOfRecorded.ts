import type { CodeSource } from "#src/run/codegen/codeRequest.ts";
import type { AddressPiece } from "#src/run/addressTemplate/fillAddress.ts";
import { parseAddress } from "#src/run/addressTemplate/parseAddress.ts";
import type { WireRequest } from "#src/transport/types.ts";

/** What every client sets by itself, so that a value which a recording left out is no loss. */
const SET_ANYWAY = /^(?:accept|content-type)$/i;

/** A request of a recording. What it asked for is read from its own Accept header, where the recording still knows it. */
export function sourceOfRecorded({ method, url, headers, body }: WireRequest): CodeSource {
  const known = headers.filter(({ name, value }) => value !== undefined || !SET_ANYWAY.test(name));
  const accept = known.find(({ name }) => name.toLowerCase() === "accept")?.value ?? "";
  const wantsProtobuf = accept.trim().startsWith("application/vnd.ag-ui.event+proto");
  return { method, url: piecesOf(url), headers: known, body, format: wantsProtobuf ? "protobuf" : "sse" };
}

/** An address as it was kept, in which the name of a secret stands for its value. */
function piecesOf(url: string): string | readonly AddressPiece[] {
  const { pieces } = parseAddress(url);
  if (!pieces.some(({ kind }) => kind === "environment")) return url;
  return pieces.map(({ kind, text, from, to }) => {
    const written = url.slice(from, to);
    return kind === "environment" ? { text: written, secret: text } : { text: written };
  });
}
