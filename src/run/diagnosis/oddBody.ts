import { htmlTitle, looksLikeHtml, saidByErrorBody, firstWords } from "#src/protocol/errorBody.ts";
import { isConnectCall } from "#src/protocol/requestBody.ts";
import { answered, counted, headerOf } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts, Offer } from "./types.ts";

const DEV_SERVER = /\/@vite\/client|\/_next\/static|<app-root|id="root"|id="app"|webpack|__nuxt/i;
const LOGIN = /type=["']?password|\b(?:log|sign) ?in\b|\boauth|\bsso\b/i;
const ENCODED = /\b(?:gzip|br|deflate|zstd|compress)\b/i;

/** Why an answer with a good status, whose body arrived whole, held no run at all. */
export function oddBody(facts: ExchangeFacts): Diagnosis {
  const { exchange, bodyStart, frames, comments, isDocument } = facts;
  const { response, request } = exchange;
  const body = response ? `${answered(response)}, but the body` : "The body";
  const made = (code: DiagnosisCode, short: string, sentence: string, offers: readonly Offer[] = []): Diagnosis => ({
    code,
    severity: "error",
    short,
    sentence,
    offers: response?.redirected ? [{ type: "use-url", url: response.url }, ...offers] : offers,
    evidence: [],
    issues: [],
  });
  if (bodyStart.trim() === "") {
    return made(
      "empty-body",
      "The body is empty",
      isConnectCall(request)
        ? `${body} is empty: a CopilotKit runtime answers so when it knows no run of this thread. Send a run first, or connect to a thread that has one.`
        : `${body} is empty: no event came. The agent ended without a word; look into its log.`,
    );
  }
  const encoding = headerOf(response?.headers ?? [], "content-encoding");
  if (isDocument && encoding !== undefined && ENCODED.test(encoding) && bodyStart.includes("\uFFFD")) {
    return made(
      "compressed",
      `The body is compressed (${encoding})`,
      `${body} is compressed (${encoding}) although nobody asked for it, so that its events cannot be read as they come. Turn compression off for this route.`,
    );
  }
  if (isDocument && looksLikeHtml(bodyStart)) return page(bodyStart, body, made);
  if (isDocument) {
    const kind = /^\s*[[{]/.test(bodyStart) ? "JSON" : "text";
    const said = saidByErrorBody(bodyStart);
    const type = headerOf(response?.headers ?? [], "content-type");
    const typed = type === undefined ? "" : ` (${type})`;
    return made(
      "not-a-stream",
      `${kind === "JSON" ? "JSON" : "Text"} instead of a stream`,
      `${body} is ${kind}${typed} and no event stream: ${said}`,
      kind === "JSON" ? [{ type: "try-paths" }] : [],
    );
  }
  if (comments === frames && frames > 0) {
    return made(
      "no-events",
      "No event came",
      `${body} holds only ${counted(comments, "comment")} and no event: the agent kept the connection alive and then ended it.`,
    );
  }
  return made(
    "no-events",
    "No usable event came",
    frames === 0
      ? `${body} holds no whole frame: ${firstWords(bodyStart)}`
      : `${body} holds ${counted(frames, "frame")} and no usable AG-UI event: the Problems view says why.`,
  );
}

type Make = (code: DiagnosisCode, short: string, sentence: string, offers?: readonly Offer[]) => Diagnosis;

function page(html: string, body: string, made: Make): Diagnosis {
  const title = firstWords(htmlTitle(html));
  const named = title === "" ? "an HTML page" : `an HTML page (${title})`;
  const why = DEV_SERVER.test(html)
    ? "It looks like the index page that a dev server or a single-page app sends for any path it does not know: send to the agent's own port, or add a proxy rule for its path."
    : LOGIN.test(html)
      ? "It looks like a login page: send the credentials as a header, or use an address that is not behind the login."
      : "Check the path: this is the address of a page and not of an agent.";
  return made("html", "An HTML page instead of a stream", `${body} is ${named} and no event stream. ${why}`, [
    { type: "try-paths" },
  ]);
}
