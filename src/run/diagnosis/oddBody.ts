import { firstWords, htmlTitle, saidByErrorBody } from "#src/protocol/errorBody.ts";
import { isConnectCall } from "#src/protocol/requestBody.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import { oddBodyKind } from "./failureWords.ts";
import { answered, counted } from "./statusLine.ts";
import type { Diagnosis, ExchangeFacts, Offer } from "./types.ts";

const DEV_SERVER = /\/@vite\/client|\/_next\/static|<app-root|id="root"|id="app"|webpack|__nuxt/i;
const LOGIN = /type=["']?password|\b(?:log|sign) ?in\b|\boauth|\bsso\b/i;

/** Why an answer with a good status, whose body arrived whole, held no run at all. */
export function oddBody(facts: ExchangeFacts): Diagnosis {
  const { exchange, bodyStart, frames, comments } = facts;
  const { response, request } = exchange;
  const body = response ? `${answered(response)}, but the body` : "The body";
  const [code, short] = oddBodyKind(facts);
  const { headers = [] } = response ?? {};
  const made = (sentence: string, offers: readonly Offer[] = []): Diagnosis => ({
    code,
    severity: "error",
    short,
    sentence: `${body} ${sentence}`,
    offers: response?.redirected ? [{ type: "use-url", url: response.url }, ...offers] : offers,
    evidence: [],
    issues: [],
  });
  switch (code) {
    case "empty-body":
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
      : `holds ${counted(frames, "frame")} and no usable AG-UI event: the Problems view says why.`,
  );
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
