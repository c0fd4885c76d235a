import { existsSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";

/**
 * What the page may do. Styles may be inline because Monaco writes them; a run may go anywhere, because the user points
 * the page at an agent of their own; nothing else comes from another host, and no page may frame this one.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  // Not every browser counts WebSockets among "*".
  "connect-src * ws: wss:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers for everything that is served, agents included. The frame of scripts has a stricter policy of its own. */
export const securityHeaders = createMiddleware(async (c, next) => {
  await next();
  if (!c.res.headers.has("content-security-policy")) c.header("content-security-policy", CONTENT_SECURITY_POLICY);
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "no-referrer");
  c.header("cross-origin-opener-policy", "same-origin");
});

/** The built page from `clientDir`, an absolute path. Files under `/assets/` carry a hash in their name and never change. */
export function pageRoutes(clientDir: string): Hono {
  const app = new Hono();
  if (!existsSync(join(clientDir, "index.html"))) {
    app.get("*", (c) => c.text(`The page is not built: ${clientDir} has no index.html. Run npm run build.\n`, 503));
    return app;
  }
  app.use(async (c, next) => {
    await next();
    const forever = c.res.status === 200 && c.req.path.startsWith("/assets/");
    c.header("cache-control", forever ? "public, max-age=31536000, immutable" : "no-cache");
  });
  app.use(serveStatic({ root: clientDir }));
  // Only a navigation may get the page for an unknown path: a lost script answered with HTML fails in a puzzling place.
  const index = serveStatic({ root: clientDir, path: "index.html" });
  app.get("*", async (c, next) => {
    const isNavigation = (c.req.header("accept") ?? "").includes("text/html") && !c.req.path.startsWith("/assets/");
    return isNavigation ? index(c, next) : c.text(`Nothing is served at ${c.req.path}\n`, 404);
  });
  app.all("*", (c) => c.text(`${c.req.method} is not supported at ${c.req.path}\n`, 405));
  return app;
}
