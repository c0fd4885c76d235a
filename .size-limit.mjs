// The budget of the first load: every script that index.html asks for, as the build wrote it. What is imported later does not count.
import { existsSync, readFileSync } from "node:fs";

const page = "dist/client/index.html";
const html = existsSync(page) ? readFileSync(page, "utf8") : "";
const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((match) => `dist/client/${match[1]}`);
if (scripts.length === 0) throw new Error(`${page} names no script: run \`npm run build\` first.`);

export default [{ name: "first load (js)", path: scripts, gzip: true, limit: "180 kB" }];
