import { getRequestListener } from "@hono/node-server";
import react from "@vitejs/plugin-react";
import { type Connect, defineConfig, isRunnableDevEnvironment, type Plugin } from "vite";

type App = { fetch: Parameters<typeof getRequestListener>[0] };
type AppModule = { createApp: (options: object) => App };
type Listener = ReturnType<typeof getRequestListener>;

/** One app for each version of the module: an edit gives a new one, and nothing is built for each request. */
function listenerFor(module: AppModule, known: WeakMap<AppModule, Listener>): Listener {
  const listener =
    known.get(module) ?? getRequestListener(module.createApp({}).fetch, { overrideGlobalObjects: false });
  known.set(module, listener);
  return listener;
}

/** The agents inside the dev server and the preview server, on the same port as the page. */
function agentServer(): Plugin {
  const known = new WeakMap<AppModule, Listener>();
  const middleware =
    (load: () => Promise<AppModule>): Connect.NextHandleFunction =>
    (req, res, next) => {
      if (!/^\/agents(\/|\?|$)/.test(req.url ?? "")) return next();
      void (async () => {
        try {
          await listenerFor(await load(), known)(req, res);
        } catch (error) {
          next(error);
        }
      })();
    };
  return {
    name: "agui-scope-agents",
    configureServer(server) {
      const ssr = server.environments["ssr"];
      if (!isRunnableDevEnvironment(ssr)) return;
      server.middlewares.use(middleware(() => ssr.runner.import<AppModule>("/server/app.ts")));
    },
    configurePreviewServer(server) {
      server.middlewares.use(middleware(() => import(new URL("./dist/server/app.js", import.meta.url).href)));
    },
  };
}

const address = { host: "127.0.0.1", port: 4700, strictPort: true };

export default defineConfig({
  plugins: [react(), agentServer()],
  worker: { format: "es" },
  server: address,
  preview: address,
  builder: {
    async buildApp(builder) {
      for (const name of ["client", "ssr"]) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: { outDir: "dist/client", emptyOutDir: true, license: true, chunkSizeWarningLimit: 8_000 },
    },
    ssr: {
      // Everything is bundled, so the published package has no dependencies of its own.
      resolve: { noExternal: true },
      build: {
        outDir: "dist/server",
        emptyOutDir: true,
        copyPublicDir: false,
        license: true,
        ssr: true,
        target: "node20",
        minify: false,
        rolldownOptions: {
          input: { main: "server/main.ts", app: "server/app.ts" },
          output: {
            banner: (chunk) => (chunk.name === "main" ? "#!/usr/bin/env node" : ""),
            chunkFileNames: "[name]-[hash].js",
          },
        },
      },
    },
  },
});
