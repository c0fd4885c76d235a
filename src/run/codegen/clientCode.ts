import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { camelCaseBody } from "../bodyForm/bodyForm.ts";
import { memberText, membersOf, pastSpace } from "../bodyForm/jsonSlices.ts";
import { clientDifferences } from "./clientDifferences.ts";
import { jsLiteral } from "./literals.ts";
import { jsString, oneLine, sumText } from "./quote.ts";
import type { CodeRequest } from "./types.ts";

/** A module for `@ag-ui/client` 1.0, or why there is none: it takes a RunAgentInput apart, so there must be one. */
export function clientCode(request: CodeRequest): Result<string> {
  const { input, url, headers, envelope, ceiling, variables } = request;
  const text = camelCaseBody(input);
  const parsed = parseJson(text);
  if (!isObject(parsed)) return err("The official client cannot send this body: it is no JSON object.");
  const members = membersOf(text, pastSpace(text, 0));
  const field = (name: string): string | undefined => memberText(text, members, name);
  // A value that the client's types do not allow is handed over all the same: the client says what it does with it.
  const differences = clientDifferences(parsed, request);
  const isOdd = (name: string): boolean =>
    differences.some((sentence) => new RegExp(`/${name}\\b|binary`).test(sentence));
  const given = (name: string, as: string, indent: number): string[] => {
    const json = field(name);
    if (json === undefined || (json === "null" && name !== "state")) return [];
    return [`${" ".repeat(indent)}${as}: ${jsLiteral(json, indent)}${isOdd(name) ? " as never" : ""},`];
  };
  const own = headers.filter(({ name }) => !/^(?:accept|content-type)$/i.test(name));
  const base = envelope || ceiling !== undefined ? "Agent" : "HttpAgent";
  return ok(
    [
      "// npm install @ag-ui/client@1",
      "// Node 20 or later; as TypeScript with: npx tsx run.ts",
      ...(variables.length > 0 ? ["// What may be secret is not in here: set it in the environment."] : []),
      'import { HttpAgent } from "@ag-ui/client";',
      "",
      ...variables.map(({ name, about }) => `const ${name} = process.env.${name} ?? ""; // ${about}`),
      ...(differences.length === 0
        ? []
        : [
            "// What this client sends otherwise than the request did:",
            ...differences.map((line) => `// - ${oneLine(line)}`),
          ]),
      ...subclass(request),
      `const agent = new ${base}({`,
      `  url: ${sumText(url, jsString)},`,
      ...(own.length === 0
        ? []
        : [
            "  headers: {",
            ...own.map(({ name, value }) => `    ${jsString(name)}: ${sumText(value, jsString)},`),
            "  },",
          ]),
      ...given("threadId", "threadId", 2),
      ...given("messages", "initialMessages", 2),
      ...(field("state") === "null" ? [] : given("state", "initialState", 2)),
      "});",
      "",
      "await agent.runAgent(",
      "  {",
      ...["runId", "tools", "context", "forwardedProps", "resume"].flatMap((name) => given(name, name, 4)),
      "  },",
      "  {",
      "    onEvent: ({ event }) => {",
      "      console.log(JSON.stringify(event));",
      "    },",
      "  },",
      ");",
      "",
    ].join("\n"),
  );
}

/** The client has no options for these two, so they take a class. */
function subclass({ envelope, ceiling }: CodeRequest): readonly string[] {
  if (!envelope && ceiling === undefined) return [];
  const lines = ["class Agent extends HttpAgent {"];
  if (ceiling !== undefined)
    lines.push("  override get maxProtocolVersion() {", `    return ${jsString(ceiling)};`, "  }");
  if (envelope) {
    lines.push(
      "  // A single-route CopilotKit runtime takes all calls at one address, in an envelope.",
      '  protected override requestInit(input: Parameters<HttpAgent["run"]>[0]): RequestInit {',
      "    const init = super.requestInit(input);",
      `    const envelope = { method: ${jsString(envelope.method)}, params: ${jsLiteral(envelope.params, 4)} };`,
      "    return { ...init, body: JSON.stringify({ ...envelope, body: JSON.parse(String(init.body)) }) };",
      "  }",
    );
  }
  return [...lines, "}", ""];
}
