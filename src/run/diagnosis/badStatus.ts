import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { htmlTitle, looksLikeHtml, saidByErrorBody } from "#src/protocol/errorBody.ts";
import { errorIssues, type ErrorIssue } from "#src/protocol/errorIssues.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { sizeWords } from "#src/run/multimodal/attachmentWords.ts";
import { requestProblems } from "#src/run/requestProblems.ts";
import { headerOf } from "#src/transport/headerOf.ts";
import type { WireResponse } from "#src/transport/types.ts";
import { parseChallenges } from "./challenge.ts";
import { retryAt } from "./retryAfter.ts";
import { answered, lasting, namedByServer, parsedUrl, statusLine, withNames } from "./statusLine.ts";
import type { Diagnosis, DiagnosisCode, ExchangeFacts, Offer } from "./types.ts";

/** Names of headers that carry who one is. */
const CREDENTIALS = /auth|token|api-?key|secret|credential|cookie|session/i;
/** Bodies that only repeat the status. */
const SAYS_NOTHING = /^(?:internal server error|error|server error)?\.?$/i;

/** What an answer with a status outside 2xx means and what to do about it. */
export function badStatus(facts: ExchangeFacts, response: WireResponse): Diagnosis {
  const { request } = facts.exchange;
  const sent = runInputOf(parseJson(request.body)) as JsonValue | undefined;
  const issues = errorIssues(facts.bodyStart, sent);
  const said = saidByErrorBody(facts.bodyStart, sent);
  const made = (
    code: DiagnosisCode,
    sentence: string,
    offers: readonly Offer[] = [],
    evidence: string[] = [],
  ): Diagnosis => ({
    code,
    severity: "error",
    short: statusLine(response),
    sentence,
    offers: [...redirectOffer(facts, response), ...offers],
    evidence,
    issues: issues.filter(({ part }) => part === "body"),
  });
  const head = answered(response);
  const repeats = head.toLowerCase().includes(said.toLowerCase());
  const quote = facts.bodyStart === "" ? ", with an empty body." : repeats ? "." : `: ${ended(said)}`;
  const missingHeaders = issues.filter(({ part }) => part === "header").map(({ place }) => place);
  if (missingHeaders.length > 0) {
    const names = missingHeaders.join(" and ");
    return made(
      "unauthorized",
      `${head}: the agent wants the header ${names}, which the request does not have as it should (${issues[0]?.message}). Add it under Headers.`,
      missingHeaders.map((name) => ({ type: "add-header", name })),
    );
  }
  switch (response.status) {
    case 403:
      if (/\bALPN\b/.test(facts.bodyStart)) return needsHttp2(head, request.via, made);
      return ofCredentials(facts, response, said, made);
    case 401:
    case 407:
      return ofCredentials(facts, response, said, made);
    case 404:
    case 410:
      return ofNotFound(facts, response, said, made);
    case 405:
    case 501:
      return ofMethod(facts, response, made);
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return ofRedirect(facts, response, made);
    case 406:
      return made(
        "media-type",
        `${head}: the agent cannot answer in the format that Accept asks for. Ask for text/event-stream.`,
      );
    case 413:
      return made("http-status", `${head}${repeats ? "." : `: ${ended(said)}`} ${tooLarge(request.body)}`);
    case 415:
      return ofMediaType(headerOf(request.headers, "content-type"), head, made);
    case 429:
    case 503:
      return ofTooMany(facts, response, quote, made);
    case 500:
      if (SAYS_NOTHING.test(facts.bodyStart.trim())) return silent500(request.body, head, made);
      break;
    case 502:
    case 504:
      return made(
        "http-status",
        `${head}: a gateway answered in the agent's place${said === "" ? "" : ` (${said})`}: the agent behind it is down or too slow.`,
      );
    default:
  }
  if (looksLikeHtml(facts.bodyStart)) {
    const mend =
      response.status < 500
        ? "check the address."
        : "the server, or a proxy before it, failed before the agent could speak. Look into their logs.";
    return made(
      "http-status",
      `${head}, and a page instead of an answer (${said || htmlTitle(facts.bodyStart)}): ${mend}`,
    );
  }
  const bodyIssues = issues.filter(({ part }) => part === "body");
  if (bodyIssues.length > 0 && response.status < 500) {
    return made("invalid-request", `${head}: ${ended(said)} ${whereToMend(bodyIssues)}`, [{ type: "edit-request" }]);
  }
  if (response.status === 422 || response.status === 400) {
    return made("invalid-request", `${head}${quote}`, [{ type: "edit-request" }]);
  }
  return made("http-status", `${head}${quote}`);
}

type Make = (code: DiagnosisCode, sentence: string, offers?: readonly Offer[], evidence?: string[]) => Diagnosis;

/** Frameworks take 100 kB (Express) to 30 MB (Kestrel) by default, nginx takes 1 MB. */
const tooLarge = (body: string): string =>
  `The request has ${sizeWords(new TextEncoder().encode(body).length)}, more than the server or a proxy before it takes: raise that limit, ` +
  "or send less. Attachments, the state and a long history make it large.";

function ofCredentials(
  { exchange, pageUrl }: ExchangeFacts,
  response: WireResponse,
  said: string,
  made: Make,
): Diagnosis {
  const { request } = exchange;
  const header = headerOf(response.headers, response.status === 407 ? "proxy-authenticate" : "www-authenticate");
  const challenges = parseChallenges(header ?? "");
  const sentNames = request.headers.map(({ name }) => name).filter((name) => CREDENTIALS.test(name));
  const wanted = challenges
    .map(({ scheme, parameters }) => {
      const realm = parameters.get("realm");
      return `${scheme}${realm === undefined ? "" : ` for “${realm}”`}`;
    })
    .join(" or ");
  const reason = challenges
    .map(({ parameters }) => parameters.get("error_description") ?? parameters.get("error"))
    .find((text) => text !== undefined);
  const why = reason ?? (said === "" ? undefined : said);
  const asks = wanted === "" ? "" : ` It asks for ${wanted}.`;
  const scope = challenges.map(({ parameters }) => parameters.get("scope")).find((text) => text !== undefined);
  const needs = scope === undefined ? "" : ` It needs the scope ${scope}.`;
  const mend =
    sentNames.length === 0
      ? "The request had no header with credentials: add one."
      : `The request had ${sentNames.join(", ")}, which was not accepted: check its value.`;
  const evidence: string[] = [];
  const isOther = parsedUrl(request.url)?.origin !== parsedUrl(pageUrl)?.origin;
  if (header === undefined && isOther && pageUrl !== undefined && request.via === "direct") {
    evidence.push("A browser hides WWW-Authenticate of another origin; the relay shows it.");
  }
  return made(
    response.status === 403 ? "forbidden" : "unauthorized",
    `${answered(response)}${why === undefined ? "." : `: ${ended(why)}`}${asks}${needs} ${mend}`,
    sentNames.length === 0 ? [{ type: "add-header", name: "Authorization" }] : [],
    evidence,
  );
}

/** Node's own servers refuse a client that does not offer HTTP/2 with this status; the relay speaks HTTP/1.1. */
function needsHttp2(head: string, via: string, made: Make): Diagnosis {
  const mend =
    via === "relay"
      ? "The relay does not: send directly, or let the server take HTTP/1.1 as well."
      : "Let it take HTTP/1.1 as well.";
  return made(
    "http-version",
    `${head}: the server speaks HTTP/2 only. ${mend}`,
    via === "relay" ? [{ type: "use-direct" }] : [],
  );
}

function ofNotFound(
  { exchange, bodyStart }: ExchangeFacts,
  response: WireResponse,
  said: string,
  made: Make,
): Diagnosis {
  const head = answered(response);
  if (bodyStart.includes("single_route_envelope_against_multi_route_runtime")) {
    return made(
      "not-found",
      `${head}: this CopilotKit runtime has an address for each agent; use its …/agent/<name>/run.`,
    );
  }
  const path = withNames(parsedUrl(exchange.request.url)?.pathname ?? exchange.request.url);
  const words = said === "" || /^not found\.?$/i.test(said) ? "." : `: ${ended(said)}`;
  return made(
    "not-found",
    `${head}${words} No agent is at ${path}: check the path, a slash at its end included, or try the usual ones.`,
    [{ type: "try-paths" }],
  );
}

function ofMethod({ exchange }: ExchangeFacts, response: WireResponse, made: Make): Diagnosis {
  const allow = headerOf(response.headers, "allow");
  const path = withNames(parsedUrl(exchange.request.url)?.pathname ?? "");
  // A redirect with 301, 302 or 303 makes a GET of the POST (Fetch standard).
  const turned =
    response.redirected && /\bPOST\b/i.test(allow ?? "")
      ? " The redirect made a GET of the POST: use that address."
      : "";
  const allows = allow === undefined ? "takes no POST" : `takes ${allow} only`;
  return made(
    "method-not-allowed",
    `${answered(response)}: ${path || "the address"} ${allows}, and an agent is called with POST.${turned || " Check the path, or try the usual ones."}`,
    [{ type: "try-paths" }],
  );
}

function ofRedirect(facts: ExchangeFacts, response: WireResponse, made: Make): Diagnosis {
  const { exchange } = facts;
  const location = headerOf(response.headers, "location");
  const to = parsedUrl(location, exchange.request.url);
  if (!to)
    return made(
      "redirect",
      `${answered(response)} without a readable Location: ask the agent's server for its real address.`,
    );
  const isOther = to.origin !== parsedUrl(exchange.request.url)?.origin;
  const address = namedByServer(to.href, facts);
  return made(
    "redirect",
    isOther
      ? `${answered(response)}: the address points to another server, ${address}, and was not followed there. Use that address if you trust it.`
      : `${answered(response)}: the agent is at ${address}. Use that address: often only a slash at the end is missing or too much.`,
    [{ type: "use-url", url: address }],
  );
}

function ofMediaType(sent: string | undefined, head: string, made: Make): Diagnosis {
  if (sent !== undefined && /^\s*application\/json\b/i.test(sent)) {
    return made(
      "media-type",
      `${head}: it does not take ${sent}, which every AG-UI agent takes: check the path, or try the usual ones.`,
      [{ type: "try-paths" }],
    );
  }
  return made(
    "media-type",
    `${head}: the agent does not take a body of the type ${sent ?? "that was sent"}. Send Content-Type: application/json.`,
    [{ type: "add-header", name: "Content-Type" }],
  );
}

function ofTooMany({ exchange }: ExchangeFacts, response: WireResponse, quote: string, made: Make): Diagnosis {
  const answeredAt = exchange.request.startedAt + (exchange.response?.time ?? 0);
  const at = retryAt(headerOf(response.headers, "retry-after"), answeredAt);
  const isBusy = response.status === 503;
  const wait = at === undefined ? "" : ` It asks to wait ${lasting(Math.max(0, at - answeredAt))}.`;
  return made(
    isBusy ? "http-status" : "too-many-requests",
    `${answered(response)}${ended(quote)}${wait}`,
    at === undefined ? [] : [{ type: "retry-after", at }],
  );
}

/** A bare Starlette application, as AG2's mount is, answers so to any exception, and to a body that it cannot read. */
function silent500(body: string, head: string, made: Make): Diagnosis {
  const problems = requestProblems(body).filter(({ severity }) => severity === "error");
  if (problems.length === 0) {
    return made(
      "silent-500",
      `${head}, and no word about why: the request has all seven fields, so the agent itself failed before it streamed. Look into its log.`,
    );
  }
  const missing = problems
    .filter(({ message }) => /is missing|has no id/.test(message))
    .map(({ pointer }) => placeOf(pointer));
  const wrong = problems.filter(({ message }) => !/is missing|has no id/.test(message));
  const lacks = missing.length === 0 ? [] : [`it lacks ${listed(missing)}`];
  const shown = [...lacks, ...wrong.slice(0, 3).map(({ message }) => message.replace(/[;.].*$/, ""))].join("; ");
  return made(
    "silent-500",
    `${head}, and no word about why. AG2 answers so to a request that is not complete: ${shown}. ` +
      `It needs threadId, runId, state, messages (each with an id), tools, context and forwardedProps.`,
    [{ type: "edit-request" }],
  );
}

/** "messages[0].id" for "/messages/0/id". */
const placeOf = (pointer: string): string =>
  pointer
    .slice(1)
    .replace(/\/(\d+)(?=\/|$)/g, "[$1]")
    .replaceAll("/", ".");

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

function whereToMend(issues: readonly ErrorIssue[]): string {
  return issues.length === 1 ? "The request editor marks it." : "The request editor marks them.";
}

const redirectOffer = (facts: ExchangeFacts, { redirected, url }: WireResponse): readonly Offer[] =>
  redirected ? [{ type: "use-url", url: namedByServer(url, facts) }] : [];

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
