import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";

/** One agent of a server of AG-UI Scope. */
export interface BundledAgent {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** A message that shows what it does. */
  readonly example: string;
  readonly url: string;
}

/** Reads the answer to `GET /agents`. Addresses are made absolute against `base`, the address of the page. */
export function readAgentList(json: unknown, base: string): Result<readonly BundledAgent[]> {
  if (!Array.isArray(json)) return err("The server's list of agents is not a JSON array.");
  return ok(json.flatMap((entry: unknown) => agentOf(entry, base) ?? []));
}

function agentOf(entry: unknown, base: string): BundledAgent | undefined {
  if (!isObject(entry)) return undefined;
  const { name, title, description, example, url } = entry;
  if (typeof name !== "string" || typeof url !== "string" || !URL.canParse(url, base)) return undefined;
  return {
    name,
    title: typeof title === "string" ? title : name,
    description: typeof description === "string" ? description : "",
    example: typeof example === "string" ? example : "",
    url: new URL(url, base).href,
  };
}
