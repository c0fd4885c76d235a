import { Hono } from "hono";
import { scenarios as bundled } from "./agents/registry.ts";
import { agentRoutes } from "./agents/routes.ts";
import type { Scenario } from "./agents/types.ts";
import { SANDBOX_PATH } from "#src/tools/sandbox/framePage.ts";
import { HostCheck } from "./hostCheck.ts";
import { pageRoutes, securityHeaders } from "./page.ts";
import { sandboxRoutes } from "./sandbox.ts";

/** How the server is put together. Everything has a default, so that a test says only what it is about. */
export interface AppOptions {
  /** What `--host` was given, to be accepted as a Host header besides the loopback names. */
  readonly host?: string;
  /** Absolute path of the built page; without it only the agents are served (the dev server has the page itself). */
  readonly clientDir?: string;
  /** Milliseconds of silence after which a stream gets a comment. Default 15,000. */
  readonly keepAliveMs?: number;
  /** The agents to serve. Default: the bundled ones. */
  readonly scenarios?: readonly Scenario[];
  /** Told what a scenario threw, and of bugs. */
  readonly onFailure?: (error: unknown) => void;
}

/** The whole server as a function from Request to Response; it opens no port and starts no timer of its own. */
export function createApp(options: AppOptions = {}): Hono {
  const { host, clientDir, keepAliveMs = 15_000, scenarios = bundled, onFailure } = options;
  const app = new Hono();
  const hosts = new HostCheck(host);

  app.use(async (c, next) => {
    const asked = c.req.header("host") ?? new URL(c.req.url).host;
    if (!hosts.allows(asked)) return c.text(hosts.explain(asked), 421);
    return next();
  });
  app.use(securityHeaders);
  app.route("/agents", agentRoutes({ scenarios, keepAliveMs, onFailure }));
  app.route(SANDBOX_PATH, sandboxRoutes());
  if (clientDir !== undefined) app.route("/", pageRoutes(clientDir));
  return app;
}
