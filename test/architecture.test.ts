import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/**
 * The law of the house. Data flows one way, so imports point up this table, never down:
 * bytes → transport → recording → protocol → reconstruction → … → store → ui.
 * Each layer names what it may import beside itself.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  "src/lib": [],
  "src/transport": ["src/lib"],
  // A kept frame is read again by the very function that framed it, hence the pure part of transport from here on.
  "src/recording": ["src/lib", "src/transport (pure)"],
  "src/protocol": ["src/lib", "src/transport (pure)", "src/recording"],
  "src/reconstruction": ["src/lib", "src/transport (pure)", "src/recording", "src/protocol"],
  // Figures about a recording: derived from it, never part of it.
  "src/analysis": ["src/lib", "src/transport (pure)", "src/recording", "src/protocol", "src/reconstruction"],
  // Mock frontend tools: what they are and how they answer. They know messages and state, and nothing of a stream.
  "src/tools": ["src/lib", "src/protocol"],
  "src/run": [
    "src/lib",
    "src/transport",
    "src/recording",
    "src/protocol",
    "src/reconstruction",
    "src/analysis",
    "src/tools (pure)",
  ],
  "src/store": [
    "src/lib",
    "src/transport",
    "src/recording",
    "src/protocol",
    "src/reconstruction",
    "src/analysis",
    "src/tools",
    "src/run",
  ],
  "src/ui": [
    "src/lib",
    "src/transport (types)",
    "src/recording",
    "src/protocol",
    "src/reconstruction",
    "src/analysis",
    "src/tools",
    "src/run",
    "src/store",
  ],
  // Goes into other people's apps: small, of no dependencies, and it knows no more of ours than the records of the wire.
  "src/tap": ["src/lib", "src/transport (pure)"],
  "src/main.tsx": ["src/lib", "src/transport", "src/protocol", "src/reconstruction", "src/run", "src/store", "src/ui"],
  server: [
    "src/lib",
    "src/transport",
    "src/recording",
    "src/protocol",
    "src/reconstruction",
    "src/tools (pure)",
    "src/run",
  ],
  test: ["src", "server"],
};

/** Layers that only compute: no DOM, Node, clock or randomness, so that they run anywhere and repeat exactly. */
const PURE = ["src/lib", "src/recording", "src/protocol", "src/reconstruction", "src/analysis"];

/** Files of `src/transport` that touch the outside world. Everything else there is pure. */
const IMPURE_TRANSPORT = [
  "src/transport/httpTransport.ts",
  "src/transport/deferTransport.ts",
  "src/transport/relayClient.ts",
  "src/transport/relayTransport.ts",
  "src/transport/webSocketTransport.ts",
  "src/transport/hostBudget.ts",
  "src/transport/liveFeed.ts",
  "src/transport/hostYield.ts",
  "src/transport/lastProtocol.ts",
];

/** Files of `src/tools` that touch the outside world: the sandbox that scripts run in, and texts that name what a script has. */
const IMPURE_TOOLS = [
  "src/tools/sandbox/engine.ts",
  "src/tools/sandbox/openSandbox.ts",
  "src/tools/sandbox/prelude.ts",
  "src/tools/sandbox/runScript.ts",
  "src/tools/sandbox/scriptTypes.ts",
  "src/tools/sandbox/worker.ts",
];

/** What of `src/transport` says only what things are; panels may know it, and nothing that sends. */
const TRANSPORT_TYPES = [
  "src/transport/types.ts",
  "src/transport/breakpoint.ts",
  "src/transport/liveTraffic.ts",
  "src/transport/faults",
];

/** Packages and the only places that may import them. Tests may import anything. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  react: ["src/ui", "src/main.tsx"],
  "react-dom": ["src/main.tsx"],
  zustand: ["src/store", "src/ui/useScope.ts"],
  "monaco-editor": ["src/ui/editor"],
  "@monaco-editor/react": ["src/ui/editor"],
  "jsonc-parser": ["src/ui/editor"],
  "@cfworker/json-schema": ["src/tools"],
  "json-schema-faker": ["src/tools"],
  "quickjs-emscripten-core": ["src/tools/sandbox/engine.ts"],
  "@jitl/quickjs-wasmfile-release-sync": ["src/tools/sandbox"],
  sucrase: ["src/tools/sandbox/eraseTypes.ts"],
  "@rjsf/core": ["src/ui/forms"],
  "@rjsf/utils": ["src/ui/forms"],
  "react-resizable-panels": ["src/ui"],
  "react-json-view-lite": ["src/ui/panels/event"],
  "react-markdown": ["src/ui/panels/conversation"],
  "remark-gfm": ["src/ui/panels/conversation"],
  "@fontsource-variable/inter": ["src/ui/theme", "src/main.tsx"],
  "@fontsource-variable/jetbrains-mono": ["src/ui/theme", "src/main.tsx"],
  "@ag-ui/core": ["src/protocol", "src/ui/editor", "server/agents"],
  "@ag-ui/proto": ["src/protocol/protobuf.ts"],
  "@ag-ui/encoder": ["server"],
  hono: ["server"],
  "@hono/node-server": ["server"],
  ws: ["server"],
  zod: ["src/ui/editor", "server"],
  "node:": ["server"],
};

/** What breaks a rule today, with the reason. A debt that is paid must leave this list. */
const DEBTS: Readonly<Record<string, string>> = {};

const root = fileURLToPath(new URL("..", import.meta.url));

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: readonly SourceFile[] = ["src", "server", "test"].flatMap((dir) =>
  readdirSync(join(root, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name) && !entry.parentPath.includes("fixtures"))
    .map((entry) => {
      const path = relative(root, join(entry.parentPath, entry.name));
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(text) };
    }),
);

function importsOf(text: string): readonly string[] {
  const found: string[] = [];
  for (const match of text.matchAll(
    /^(?:import|export)\b[^"';]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  )) {
    found.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return found;
}

const isTest = (path: string): boolean => path.startsWith("test/") || /\.test\.tsx?$|ForTests\.ts$/.test(path);
const within = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
const layerOf = (path: string): string | undefined => Object.keys(LAYERS).find((layer) => within(path, layer));

/** The file that an import of ours points at, or undefined for a package. */
function target(from: string, specifier: string): string | undefined {
  if (specifier.startsWith("#")) return specifier.slice(1).replace(/\?.*$/, "");
  if (specifier.startsWith(".")) return join(dirname(from), specifier).replace(/\?.*$/, "");
  return undefined;
}

function mayImport(layer: string, to: string): boolean {
  if (within(to, layer)) return true;
  return (LAYERS[layer] ?? []).some((allowed) => {
    if (allowed === "src/transport (types)") return TRANSPORT_TYPES.some((place) => within(to, place));
    if (allowed === "src/tools (pure)") return within(to, "src/tools") && !IMPURE_TOOLS.includes(to);
    if (allowed === "src/transport (pure)") return within(to, "src/transport") && !IMPURE_TRANSPORT.includes(to);
    return within(to, allowed);
  });
}

function packageName(specifier: string): string {
  if (specifier.startsWith("node:")) return "node:";
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Every broken rule, as `file: what`. */
function violations(): readonly string[] {
  const found: string[] = [];
  for (const { path, text, imports } of files) {
    const layer = layerOf(path);
    if (!layer) {
      found.push(`${path}: lies in no layer`);
      continue;
    }
    if (text.split("\n").length > 500) found.push(`${path}: has more than 500 lines`);
    if (/^export default\b/m.test(text) && !/\.lazy\.tsx$|\.config\.ts$/.test(path))
      found.push(`${path}: has a default export`);
    if (isTest(path)) continue;
    for (const specifier of imports) {
      const to = target(path, specifier);
      if (specifier.startsWith("../..")) found.push(`${path}: climbs too far with ${specifier}; use #${to}`);
      else if (to !== undefined && !mayImport(layer, to)) found.push(`${path}: ${layer} must not import ${to}`);
      else if (to === undefined) {
        const name = packageName(specifier);
        const homes = HOMES[name];
        if (!homes) found.push(`${path}: ${name} has no home in the table of packages`);
        else if (!homes.some((home) => within(path, home))) found.push(`${path}: ${name} is used outside its home`);
      }
    }
    const impureFiles = [...IMPURE_TRANSPORT, ...IMPURE_TOOLS];
    const mostlyPure = layer === "src/transport" || layer === "src/tools";
    const pure = PURE.includes(layer) || (mostlyPure && !impureFiles.includes(path));
    if (pure) {
      const impure =
        /\b(Date\.now|new Date\(\)|performance\.|Math\.random|crypto\.|setTimeout|setInterval|fetch\()/.exec(text);
      if (impure) found.push(`${path}: a pure layer must not use ${impure[1]}`);
    }
  }
  return found;
}

describe("architecture", () => {
  it("has enough files for the rules to mean something", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.some(({ imports }) => imports.length > 3)).toBe(true);
  });

  it("keeps every rule, but for the debts that are listed", () => {
    expect(violations().filter((violation) => !(violation in DEBTS))).toEqual([]);
  });

  it("lists no debt that is paid", () => {
    const open = new Set(violations());
    expect(Object.keys(DEBTS).filter((debt) => !open.has(debt))).toEqual([]);
  });

  it("gives every rule of the catalogue and every event type a place to be found", () => {
    const names = new Set(files.map(({ path }) => path));
    for (const place of [
      "src/protocol/eventTable.ts",
      "src/protocol/lint/catalog.ts",
      "src/ui/shell/panels.ts",
      "src/run/runLoop.ts",
    ]) {
      expect(names).toContain(place);
    }
  });
});
