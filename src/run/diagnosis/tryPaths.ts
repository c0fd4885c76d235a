import { looksLikeHtml } from "#src/protocol/errorBody.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { ask, type Asked, type ProbeClient } from "./probe.ts";
import { parsedUrl, statusLine } from "./statusLine.ts";

/** Where backends put their agents by default (BACKENDS.md section 1). */
const USUAL_PATHS = ["/", "/agent", "/chat", "/awp", "/agui", "/invocations"] as const;

/** What was found at one path, without a POST that would start a run. */
export interface PathFinding {
  readonly path: string;
  readonly url: string;
  /** `agent`: it takes POST. `maybe`: something is there. `nothing`: 404, or no answer. */
  readonly verdict: "agent" | "maybe" | "nothing";
  /** What it rests on, for example "takes POST (GET: HTTP 405 Method Not Allowed, Allow: POST)". */
  readonly says: string;
}

/** Asks the usual paths of a server with GET and OPTIONS, through the relay, one after the other; those that take POST come first. */
export async function tryPaths(client: ProbeClient, url: string, signal: AbortSignal): Promise<readonly PathFinding[]> {
  const target = parsedUrl(url);
  if (!target) return [];
  const found: PathFinding[] = [];
  for (const path of USUAL_PATHS) {
    if (signal.aborted) break;
    const address = new URL(path, target.origin).href;
    const get = await ask(
      client,
      { url: address, method: "GET", headers: [{ name: "Accept", value: "application/json" }] },
      signal,
    );
    const options = needsOptions(get)
      ? await ask(client, { url: address, method: "OPTIONS", headers: [] }, signal)
      : undefined;
    found.push({ path, url: address, ...judgePath(get, options) });
  }
  const ranks = { agent: 0, maybe: 1, nothing: 2 };
  return found.toSorted((a, b) => ranks[a.verdict] - ranks[b.verdict]);
}

/** A 405 names the methods, a 404 says that there are none; anything else leaves POST open. */
const needsOptions = (get: Asked): boolean =>
  !("failure" in get) && get.status !== 404 && !(get.status === 405 && headerOf(get.headers, "allow") !== undefined);

/** What two answers say about a path. */
function judgePath(get: Asked, options: Asked | undefined): Pick<PathFinding, "verdict" | "says"> {
  if ("failure" in get) return { verdict: "nothing", says: get.message || `no answer (${get.failure})` };
  const head = `GET: ${statusLine(get)}`;
  if (get.status === 404) return { verdict: "nothing", says: `nothing is there (${head})` };
  const allow = headerOf(get.headers, "allow") ?? (options && !("failure" in options) ? allowedBy(options) : undefined);
  const allows = allow === undefined ? "" : `, Allow: ${allow}`;
  if (allow !== undefined && /\bPOST\b/i.test(allow))
    return { verdict: "agent", says: `takes POST (${head}${allows})` };
  if (get.status === 405)
    return { verdict: "agent", says: `is there and takes no GET, so probably POST (${head}${allows})` };
  if (get.status === 422) return { verdict: "maybe", says: `checks what it is sent (${head})` };
  if (get.status === 401 || get.status === 403) return { verdict: "maybe", says: `wants credentials (${head})` };
  if (get.status >= 300 && get.status < 400) {
    return { verdict: "maybe", says: `points to ${headerOf(get.headers, "location") ?? "another address"} (${head})` };
  }
  if (looksLikeHtml(get.bodyStart)) return { verdict: "nothing", says: `a page for people (${head})` };
  return { verdict: "maybe", says: `answers to GET; whether it takes POST is not said (${head}${allows})` };
}

function allowedBy(options: {
  readonly status: number;
  readonly headers: Parameters<typeof headerOf>[0];
}): string | undefined {
  return options.status < 400 || options.status === 405 ? headerOf(options.headers, "allow") : undefined;
}
