import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** The types of the tap beside its code: its entry writes out everything public, so one file is enough. */
function tapTypes(): Plugin {
  return {
    name: "agui-scope-tap-types",
    applyToEnvironment: ({ name }) => name === "tap",
    generateBundle() {
      const outDir = mkdtempSync(join(tmpdir(), "agui-scope-tap-"));
      try {
        const compiler = "node_modules/typescript/bin/tsc";
        const flags = `--ignoreConfig --declaration --emitDeclarationOnly --outDir ${outDir} --rootDir . --strict --target es2023 --module esnext --moduleResolution bundler --allowImportingTsExtensions --types node --lib es2023,dom,dom.iterable --skipLibCheck`;
        const { status, stdout } = spawnSync(process.execPath, [compiler, ...flags.split(" "), "src/tap/tap.ts"], {
          cwd: import.meta.dirname,
          encoding: "utf8",
        });
        if (status !== 0) this.error(`The types of the tap cannot be made:\n${stdout}`);
        this.emitFile({
          type: "asset",
          fileName: "tap.d.ts",
          source: readFileSync(join(outDir, "src/tap/tap.d.ts"), "utf8"),
        });
      } finally {
        rmSync(outDir, { recursive: true });
      }
    },
  };
}

const address = { host: "127.0.0.1", port: 4700, strictPort: true };

export default defineConfig({
  plugins: [react(), agentServer(), tapTypes()],
  worker: { format: "es" },
  server: address,
  preview: address,
  builder: {
    async buildApp(builder) {
      for (const name of ["client", "ssr", "tap"]) {
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
    // Goes into other people's apps, in browsers, in Node and on the edge: plain, and free of anything to import.
    tap: {
      build: {
        outDir: "dist/tap",
        emptyOutDir: true,
        copyPublicDir: false,
        target: "es2022",
        minify: true,
        lib: { entry: "src/tap/tap.ts", formats: ["es"], fileName: () => "tap.js" },
      },
    },
  },
});
