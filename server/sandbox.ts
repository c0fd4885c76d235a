import { createHash } from "node:crypto";
import { Hono } from "hono";
import { FRAME_SCRIPT, framePolicy } from "#src/tools/sandbox/framePage.ts";

const FRAME = `<!doctype html><meta charset="utf-8"><title>Sandbox</title><script>${FRAME_SCRIPT}</script>\n`;
const POLICY = framePolicy(`sha256-${createHash("sha256").update(FRAME_SCRIPT).digest("base64")}`);

/** The frame that scripts of mock tools are kept in. It holds nothing and says nothing, so whoever asks may have it. */
export function sandboxRoutes(): Hono {
  const app = new Hono();
  app.get("/", (c) => {
    c.header("content-security-policy", POLICY);
    c.header("cache-control", "no-cache");
    return c.html(FRAME);
  });
  return app;
}
