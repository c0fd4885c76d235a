// @ts-check
// Run by `npm start`: builds when dist is missing or older than what it is made from, and is silent and quick otherwise.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = ["src", "server", "public", "index.html", "vite.config.ts", "package.json", "package-lock.json"];
const outputs = ["dist/client/index.html", "dist/server/main.js"];

/**
 * The newest change under a path, in milliseconds. Directories count too: deleting a file changes nothing else.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  if (!outputs.every((file) => existsSync(join(root, file)))) return false;
  const oldestOutput = Math.min(...outputs.map((file) => statSync(join(root, file)).mtimeMs));
  return Math.max(...sources.map((source) => newest(join(root, source)))) <= oldestOutput;
}

if (!isBuilt()) {
  const vite = join(root, "node_modules/vite/bin/vite.js");
  if (!existsSync(vite)) {
    console.error("The build tools are not installed: run npm ci first.");
    process.exit(1);
  }
  console.log("Building AG-UI Scope …");
  const args = [vite, "build", "--app", "--logLevel", "warn"];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    console.error("The build failed; npm run build shows all of it.");
    process.exit(1);
  }
}
