import { headerOf } from "#src/transport/headerOf.ts";
import { answered, lasting, parsedUrl } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts } from "./types.ts";

/** Headers of an answer that tell why a stream fails. None of them is a secret. */
const TELLING = [
  "content-type",
  "content-encoding",
  "content-length",
  "location",
  "allow",
  "www-authenticate",
  "retry-after",
  "server",
  "via",
  "x-accel-buffering",
  "access-control-allow-origin",
  "access-control-allow-headers",
] as const;

/** What the diagnosis of an exchange rests on, as lines for the details of the failure: never a value that the user sent. */
export function evidenceOf({ exchange, arrivals, frames }: ExchangeFacts, { evidence }: Diagnosis): readonly string[] {
  const { request, response, end } = exchange;
  const names = request.headers.map(({ name }) => name).join(", ");
  const lines = [
    `${request.method} ${withoutQuery(request.url)}, sent ${way(request.via)}${names === "" ? "" : `, with ${names}`}`,
  ];
  if (response) {
    lines.push(`${answered(response)} after ${lasting(response.time)}`);
    for (const name of TELLING) {
      const value = headerOf(response.headers, name);
      if (value !== undefined) lines.push(`${name}: ${value}`);
    }
  }
  if (arrivals) {
    const reads = arrivals.reads === 1 ? "one read" : `${arrivals.reads} reads`;
    lines.push(`${frames} frames in ${reads}, from ${lasting(arrivals.first)} to ${lasting(arrivals.last)}`);
  }
  if (end)
    lines.push(`The exchange ended after ${lasting(end.time)}: ${end.reason}${end.message ? ` (${end.message})` : ""}`);
  return [...lines, ...evidence];
}

const way = (via: string): string => (via === "direct" ? "directly" : `by way of ${via}`);

/** Queries may hold keys. */
function withoutQuery(url: string): string {
  const parsed = parsedUrl(url);
  return parsed ? `${parsed.origin}${parsed.pathname}${parsed.search === "" ? "" : "?…"}` : url;
}
