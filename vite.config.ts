import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, type Connect, defineConfig, isRunnableDevEnvironment, type Plugin } from "vite";
import type * as ScopeModule from "./server/scopeServer.ts";

type Module = Pick<typeof ScopeModule, "createScopeServer">;
type Scope = ReturnType<Module["createScopeServer"]>;

/** One server for each version of the module: an edit gives a new one, and nothing is built for each request. */
class Launch {
  private module: Module | undefined;
  private scope: Scope | undefined;
  private port: number | undefined;

  constructor(
    private readonly load: () => Promise<Module>,
    private readonly host: string | undefined,
    private readonly say: (line: string) => void,
  ) {}

  async current(): Promise<Scope> {
    const module = await this.load();
    if (module !== this.module || this.scope === undefined) {
      void this.scope?.close();
      this.module = module;
      this.scope = module.createScopeServer(this.host === undefined ? {} : { host: this.host });
      if (this.port !== undefined) this.scope.listensOn(this.port);
    }
    return this.scope;
  }

  readonly middleware: Connect.NextHandleFunction = (req, res, next) => {
    if (!/^\/(agents|relay|live|sandbox)(\/|\?|$)/.test(req.url ?? "")) return next();
    this.current().then((scope) => scope.handle(req, res), next);
  };

  /** Takes from a server of Vite's what middleware never sees. The dev server has upgrades of its own, which are left to it. */
  attach(server: Server, hasUpgrades: boolean): void {
    // What fails to load is told by the first request of the page.
    const withScope = (use: (scope: Scope) => void, otherwise: () => void): void =>
      void this.current().then(use, otherwise);
    server.on("connect", (req, socket) =>
      withScope(
        (scope) => scope.connect(req, socket),
        () => socket.destroy(),
      ),
    );
    server.on("upgrade", (req, socket, head) => {
      if (hasUpgrades && !/^\/(agents|relay|live)(\/|\?|$)/.test(req.url ?? "")) return;
      withScope(
        (scope) => {
          if (!scope.upgrade(req, socket, head)) socket.destroy();
        },
        () => socket.destroy(),
      );
    });
    server.once("listening", () => {
      const bound = server.address();
      if (bound === null || typeof bound === "string") return;
      this.port = bound.port;
      this.scope?.listensOn(bound.port);
      if (this.host === address.host) return;
      withScope(
        ({ token }) => this.say(`  The relay asks for this at the end of the address: #token=${token}`),
        () => undefined,
      );
    });
    server.once("close", () => void this.scope?.close());
  }
}

const hostOf = (host: string | boolean | undefined): string | undefined =>
  host === true ? "0.0.0.0" : host || undefined;

/** The agents and the relay inside the dev server and the preview server, on the same port as the page. */
function scopeServer(): Plugin {
  return {
    name: "agui-scope-server",
    // The dev server runs modules only, and ws is none; Node loads it itself.
    config: (_, { command }) =>
      command === "serve" ? { environments: { ssr: { resolve: { external: ["ws"] } } } } : {},
    configureServer(server) {
      const ssr = server.environments["ssr"];
      if (!isRunnableDevEnvironment(ssr)) return;
      const load = (): Promise<Module> => ssr.runner.import<Module>("/server/scopeServer.ts");
      const launch = new Launch(load, hostOf(server.config.server.host), (line) => server.config.logger.info(line));
      server.middlewares.use(launch.middleware);
      if (server.httpServer) launch.attach(server.httpServer as Server, true);
    },
    configurePreviewServer(server) {
      const load = (): Promise<Module> => import(new URL("./dist/server/scopeServer.js", import.meta.url).href);
      const launch = new Launch(load, hostOf(server.config.preview.host), (line) => server.config.logger.info(line));
      server.middlewares.use(launch.middleware);
      launch.attach(server.httpServer as Server, false);
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

/**
 * `import code from "./x.ts?bundled"`: the text of a script with everything that it imports, for a worker that may load nothing.
 * The licences of what is in it go beside those of the page.
 */
export function bundledText(): Plugin {
  const query = "?bundled";
  const prefix = "\0bundled:";
  return {
    name: "agui-scope-bundled-text",
    enforce: "pre",
    async resolveId(id, importer) {
      if (!id.endsWith(query)) return undefined;
      const resolved = await this.resolve(id.slice(0, -query.length), importer, { skipSelf: true });
      return resolved && prefix + resolved.id;
    },
    async load(id) {
      if (!id.startsWith(prefix)) return undefined;
      const output = { format: "iife" } as const;
      const built = await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: "error",
        publicDir: false,
        build: { write: false, license: true, rolldownOptions: { input: id.slice(prefix.length), output } },
      });
      const files = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
      const licences = files.find(({ fileName }) => fileName.endsWith("license.md"));
      if (licences?.type === "asset" && !this.meta.watchMode)
        this.emitFile({ type: "asset", fileName: ".vite/license-sandbox.md", source: licences.source });
      const script = files.find(({ type }) => type === "chunk");
      if (script?.type !== "chunk") return this.error(`Nothing was built of ${id.slice(prefix.length)}`);
      for (const module of script.moduleIds) if (!module.startsWith("\0")) this.addWatchFile(module);
      return { code: `export default ${JSON.stringify(script.code)};`, map: null, moduleSideEffects: false };
    },
  };
}

const address = { host: "127.0.0.1", port: 4700, strictPort: true };

export default defineConfig({
  plugins: [react(), scopeServer(), bundledText(), tapTypes()],
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
      build: {
        outDir: "dist/client",
        emptyOutDir: true,
        license: true,
        chunkSizeWarningLimit: 8_000,
        // One file for all that the page loads at first: what lazy code shares with it would else be dozens of small ones, which compress worse.
        rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
      },
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
          input: { main: "server/main.ts", scopeServer: "server/scopeServer.ts" },
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
