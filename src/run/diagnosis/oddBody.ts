import { counted } from "#src/lib/counted.ts";
import { firstWords, htmlTitle, saidByErrorBody } from "#src/protocol/errorBody.ts";
import { isConnectCall } from "#src/protocol/requestBody.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { oddBodyKind } from "./failureWords.ts";
import { saidByLastFrame } from "./saidByLastFrame.ts";
import { answered, namedByServer } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts, Offer } from "./types.ts";

const DEV_SERVER = /\/@vite\/client|\/_next\/static|<app-root|id="root"|id="app"|webpack|__nuxt/i;
const LOGIN = /type=["']?password|\b(?:log|sign) ?in\b|\boauth|\bsso\b/i;

/** Statuses whose answer has no body by the rules of HTTP. */
const BODILESS: ReadonlySet<number> = new Set([204, 205]);
/** Text in two bytes a character, read as one. */
const UTF_16 = /^[^\x20-\x7e]{0,2}(?:[\x20-\x7e]\0|\0[\x20-\x7e]){4}/;

/** Why an answer with a good status, whose body arrived whole, held no run at all. */
export function oddBody(facts: ExchangeFacts): Diagnosis {
  const { exchange, bodyStart, frames, comments } = facts;
  const { response, request } = exchange;
  const body = response ? `${answered(response)}, but the body` : "The body";
  const [code, short] = oddBodyKind(facts);
  const { headers = [] } = response ?? {};
  const found = (sentence: string, offers: readonly Offer[] = []): Diagnosis => ({
    code,
    severity: "error",
    short,
    sentence,
    offers: response?.redirected ? [{ type: "use-url", url: namedByServer(response.url, facts) }, ...offers] : offers,
    evidence: [],
    issues: [],
  });
  const made = (sentence: string, offers: readonly Offer[] = []): Diagnosis => found(`${body} ${sentence}`, offers);
  switch (code) {
    case "empty-body":
      if (response && BODILESS.has(response.status)) {
        return found(
          `${answered(response)}: the address took the request and answers without a body, as no agent does. Check the path, or try the usual ones.`,
          [{ type: "try-paths" }],
        );
      }
      return made(
        isConnectCall(request)
          ? "is empty: a CopilotKit runtime answers so when it knows no run of this thread. Send a run first, or connect to a thread that has one."
          : "is empty: no event came. The agent ended without a word; look into its log.",
      );
    case "compressed":
      return made(
        `is compressed (${headerOf(headers, "content-encoding")}) although nobody asked for it, so that its events cannot be read as they come. Turn compression off for this route.`,
      );
    case "html":
      return made(`is ${ofPage(bodyStart)}`, [{ type: "try-paths" }]);
    case "not-a-stream": {
      const kind = short.startsWith("JSON") ? "JSON" : "text";
      const type = headerOf(headers, "content-type");
      const typed = type === undefined ? "" : ` (${type})`;
      if (UTF_16.test(bodyStart)) return made("is UTF-16, and an event stream is always UTF-8: encode it so.");
      return made(
        `is ${kind}${typed} and no event stream: ${saidByErrorBody(bodyStart)}`,
        kind === "JSON" ? [{ type: "try-paths" }] : [],
      );
    }
    default:
  }
  if (comments === frames && frames > 0) {
    return made(
      `holds only ${counted(comments, "comment")} and no event: the agent kept the connection alive and then ended it.`,
    );
  }
  return made(
    frames === 0
      ? `holds no whole frame: ${firstWords(bodyStart)}`
      : `holds ${counted(frames, "frame")} and no usable AG-UI event${ofFrames(facts)}`,
  );
}

/** What frames are that are no events, as far as their beginning tells. */
function ofFrames(facts: ExchangeFacts): string {
  const { bodyStart } = facts;
  if (/^data: ?"\s*\{/.test(bodyStart))
    return ": each is JSON inside a JSON string. It was encoded twice: send the object itself.";
  if (/^data: ?data:/.test(bodyStart))
    return ": “data:” stands twice in a line. The agent writes it, and its framework does so again: give the framework the JSON alone.";
  if (/"object": ?"chat\.completion\.chunk"/.test(bodyStart))
    return ": it is the stream of OpenAI's API. Send to the agent and not to the model.";
  const words = saidByLastFrame(facts);
  return words === "" ? ": the Problems view says why." : `. It says: “${words}”. The Problems view has more.`;
}

function ofPage(html: string): string {
  const title = firstWords(htmlTitle(html));
  const named = title === "" ? "an HTML page" : `an HTML page (${title})`;
  const why = DEV_SERVER.test(html)
    ? "It looks like the index page that a dev server or a single-page app sends for any path it does not know: send to the agent's own port, or add a proxy rule for its path."
    : LOGIN.test(html)
      ? "It looks like a login page: send the credentials as a header, or use an address that is not behind the login."
      : "Check the path: this is the address of a page and not of an agent.";
  return `${named} and no event stream. ${why}`;
}
