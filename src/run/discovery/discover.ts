import { isObject, parseJson } from "#src/lib/json.ts";
import { firstWords, saidByErrorBody } from "#src/protocol/errorBody.ts";
import { counted } from "#src/lib/counted.ts";
import { readAgentList } from "./agentList.ts";
import { readCapabilities } from "./capabilities.ts";
import { readRuntimeInfo, runtimeBase } from "./runtimeInfo.ts";
import type {
  AskJson,
  CapabilitiesReport,
  Discovery,
  DiscoveryAnswer,
  DiscoveryQuestion,
  EndpointChoice,
  Evidence,
  RuntimeFound,
} from "./types.ts";

/**
 * Asks an address and its surroundings what is there: the agents of a CopilotKit runtime, those of a server of AG-UI Scope, and the
 * capabilities of the agent itself. Only for when the user asks for it: an agent sees every question. Never rejects.
 */
export async function discover(url: string, ask: AskJson): Promise<Discovery> {
  return new Inquiry(ask).run(url);
}

class Inquiry {
  private readonly evidence: Evidence[] = [];
  private readonly choices: EndpointChoice[] = [];
  private runtime: RuntimeFound | undefined;
  private capabilities: CapabilitiesReport | undefined;

  constructor(private readonly askOne: AskJson) {}

  async run(typed: string): Promise<Discovery> {
    const address = httpAddress(typed);
    if (address === undefined) {
      this.evidence.push({ asked: "nothing", came: "The address is no valid URL.", found: false });
    } else {
      await this.askAll(address);
    }
    const { choices, runtime, capabilities, evidence } = this;
    return { choices, runtime, capabilities, evidence };
  }

  private async askAll(url: URL): Promise<void> {
    const base = runtimeBase(url.href);
    const status = await this.askInfo(base);
    if (this.runtime === undefined) await this.askCapabilities(url);
    if (this.runtime === undefined) await this.askAgents(url);
    const nothingYet = this.choices.length === 0 && this.capabilities === undefined;
    // An agent could take this for a run, so it comes last and only where a runtime of this mode would have refused the first question.
    if (nothingYet && (status === 404 || status === 405)) await this.askSingleRoute(base);
  }

  /** The status of the answer, or undefined without one. */
  private async askInfo(base: string): Promise<number | undefined> {
    const answer = await this.ask({ method: "GET", url: `${base}/info` }, (json) =>
      this.keepRuntime(readRuntimeInfo(json, base, "multi")),
    );
    return answer?.status;
  }

  private async askSingleRoute(base: string): Promise<void> {
    await this.ask({ method: "POST", url: base, body: '{"method":"info"}' }, (json) =>
      this.keepRuntime(readRuntimeInfo(json, base, "single")),
    );
  }

  private async askCapabilities({ origin, pathname, search, href }: URL): Promise<void> {
    const below = `${origin}${pathname.replace(/\/+$/, "")}/capabilities${search}`;
    await this.ask({ method: "GET", url: below }, (json) => this.keepCapabilities(readCapabilities(json, true)));
    if (this.capabilities !== undefined) return;
    await this.ask({ method: "GET", url: href }, (json) => this.keepCapabilities(readCapabilities(json, false)));
  }

  private async askAgents({ origin }: URL): Promise<void> {
    await this.ask({ method: "GET", url: `${origin}/agents` }, (json) => {
      const list = readAgentList(json, `${origin}/`);
      if (!list.ok || list.value.length === 0) return undefined;
      for (const { title, description, url } of list.value) {
        this.choices.push({ title, description, url, call: "run" });
      }
      return `${counted(list.value.length, "agent")} of a server of AG-UI Scope`;
    });
  }

  /** `read` says in words what it found in the JSON, or undefined when that is not what was asked for. */
  private async ask(
    question: DiscoveryQuestion,
    read: (json: unknown) => string | undefined,
  ): Promise<DiscoveryAnswer | undefined> {
    const asked = `${question.method} ${question.url}${question.body === undefined ? "" : ` ${question.body}`}`;
    const answer = await this.askOne(question);
    if (!answer.ok) {
      this.evidence.push({ asked, came: answer.error, found: false });
      return undefined;
    }
    const { status, text } = answer.value;
    const what = status >= 200 && status <= 299 ? read(parseJson(text)) : undefined;
    const came = `HTTP ${status}: ${what ?? whatElse(answer.value)}`;
    this.evidence.push({ asked, came, found: what !== undefined });
    return answer.value;
  }

  private keepRuntime(found: ReturnType<typeof readRuntimeInfo>): string | undefined {
    if (found === undefined) return undefined;
    this.runtime = found.runtime;
    this.choices.push(...found.choices);
    const agents = new Set(found.choices.map(({ title }) => title)).size;
    return `a CopilotKit runtime${found.runtime.version && ` ${found.runtime.version}`} with ${counted(agents, "agent")}`;
  }

  private keepCapabilities(found: CapabilitiesReport | undefined): string | undefined {
    if (found === undefined) return undefined;
    this.capabilities = found;
    return found.shape === "strands" ? "capabilities as AWS Strands writes them" : "the capabilities of the agent";
  }
}

/** The address over HTTP; that of a WebSocket is asked where its agent would be, `/ws` left out. */
function httpAddress(typed: string): URL | undefined {
  if (!URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  if (!/^(?:https?|wss?):$/.test(url.protocol)) return undefined;
  if (!url.protocol.startsWith("ws")) return url;
  return new URL(url.href.replace(/^ws/, "http").replace(/\/ws\/?(?=$|[?#])/, ""));
}

/** What an answer is that is none to the question. */
function whatElse({ status, contentType, text }: DiscoveryAnswer): string {
  if (/^text\/event-stream/i.test(contentType)) return "an event stream, which was not read";
  if (text.trim() === "") return "an empty body";
  const json = parseJson(text);
  if (status >= 400) return explained(json) ?? saidByErrorBody(text);
  return json === undefined ? firstWords(text) : `other JSON: ${firstWords(text)}`;
}

/** What CopilotKit's runtime calls the wrong one of its two modes. */
function explained(json: unknown): string | undefined {
  if (!isObject(json) || json["code"] !== "single_route_envelope_against_multi_route_runtime") return undefined;
  return "a CopilotKit runtime in multi-route mode, which takes no envelope: its base is another address";
}
