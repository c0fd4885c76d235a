import type { AgentCapabilities } from "@ag-ui/core";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { parseJson } from "#src/lib/json.ts";
import { jsonSyntaxError } from "#src/run/jsonSyntax.ts";
import { eventStream, eventStreamType } from "./eventStream.ts";
import { faultyAnswer, readFaultsParameter } from "./faultyAnswer.ts";
import { checkInput } from "./inputIssues.ts";
import { scenarioTools } from "./scenarioTools.ts";
import type { Scenario } from "./types.ts";

/** What the agents' routes can be told. */
export interface AgentRoutesOptions {
  readonly scenarios: readonly Scenario[];
  /** Milliseconds of silence before a keep-alive comment. */
  readonly keepAliveMs: number;
  /** Told what a scenario threw; the client gets a RUN_ERROR either way. */
  readonly onFailure?: ((error: unknown) => void) | undefined;
}

/** One entry of `GET /agents`. */
export interface AgentListing {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly example: string;
  /** Where to POST a RunAgentInput, relative to this server. */
  readonly url: string;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The socket is there when Node serves the request, and absent when a test calls the app itself. */
type Env = { Bindings: Partial<HttpBindings> };

/** `GET /`, `POST /:name`, with a plan of faults in `?faults=` if any, and `GET /:name/capabilities`, to be mounted at `/agents`. Any origin may call them. */
export function agentRoutes(options: AgentRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  const byName = new Map(options.scenarios.map((scenario) => [scenario.name, scenario]));
  const unknown = (name: string) => ({
    error: `There is no agent "${name}". Known agents: ${[...byName.keys()].join(", ")}.`,
    agents: [...byName.keys()],
  });

  app.use(cors({ origin: "*", allowMethods: ["GET", "POST", "OPTIONS"], maxAge: 600 }));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.json({ error: "The body is over 64 MiB" }, 413) }));

  app.get("/", (c) => c.json(options.scenarios.map(listing)));

  app.get("/:name/capabilities", (c) => {
    const scenario = byName.get(c.req.param("name"));
    return scenario === undefined ? c.json(unknown(c.req.param("name")), 404) : c.json(capabilitiesOf(scenario));
  });

  app.post("/:name", async (c) => {
    const scenario = byName.get(c.req.param("name"));
    if (scenario === undefined) return c.json(unknown(c.req.param("name")), 404);
    const faults = c.req.query("faults");
    const plan = faults === undefined ? undefined : readFaultsParameter(faults);
    if (plan?.ok === false) return c.json({ error: plan.error }, 400);

    const text = await c.req.text();
    const body = parseJson(text);
    const wrong = body === undefined ? jsonSyntaxError(text) : undefined;
    if (wrong !== undefined) {
      const { message, ...place } = wrong;
      return c.json(
        { error: `The body is not JSON at line ${place.line}, column ${place.column}: ${message}.`, ...place },
        400,
      );
    }
    const checked = checkInput(body, scenario);
    if (!checked.ok) {
      return c.json({ error: "The body is not a RunAgentInput that this agent accepts", issues: checked.issues }, 422);
    }

    const abort = new AbortController();
    // Covers the time before there is a body to cancel.
    c.req.raw.signal.addEventListener("abort", () => abort.abort(), { once: true });
    const tools = scenarioTools(checked.input, abort.signal);
    const outgoing = (c.env as Partial<HttpBindings> | undefined)?.outgoing;
    // What was sent before the cut still arrives.
    const cut = outgoing === undefined ? undefined : () => outgoing.socket?.destroySoon();
    const answered = (answer: Response): Response | Promise<Response> =>
      plan === undefined ? answer : faultyAnswer(answer, plan.value, { abort, cut });
    const early = await scenario.respond?.(checked.input, tools);
    if (early !== undefined) return answered(early);

    const accept = c.req.header("accept") ?? "";
    const stream = eventStream(scenario.run(checked.input, tools), abort, {
      accept,
      keepAliveMs: options.keepAliveMs,
      // With faults in between, a cut must not overtake what was sent before it.
      cut: plan === undefined ? cut : undefined,
      onFailure: options.onFailure,
    });
    const headers = {
      "content-type": eventStreamType(accept),
      "cache-control": "no-cache",
      "x-accel-buffering": "no",
    };
    return answered(c.body(stream, 200, headers));
  });

  app.all("/:name", (c) => {
    if (!byName.has(c.req.param("name"))) return c.json(unknown(c.req.param("name")), 404);
    const hint = `POST a RunAgentInput here; GET ${c.req.path}/capabilities says what this agent does, ${c.req.path}/ws takes a WebSocket.`;
    return c.json({ error: `${c.req.method} is not supported. ${hint}` }, 405, { allow: "POST, OPTIONS" });
  });
  app.all("*", (c) => c.json({ error: `Nothing is served at ${c.req.path}` }, 404));
  return app;
}

function listing({ name, title, description, example }: Scenario): AgentListing {
  return { name, title, description, example, url: `/agents/${name}` };
}

function capabilitiesOf(scenario: Scenario): AgentCapabilities {
  return {
    identity: { name: scenario.name, type: "agui-scope", description: scenario.description, provider: "AG-UI Scope" },
    transport: { streaming: true, httpBinary: true, websocket: true, pushNotifications: false, resumable: false },
    ...scenario.capabilities,
  };
}
