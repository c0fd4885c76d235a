import { parseJson } from "#src/lib/json.ts";
import { asksForEvents } from "./asksForEvents.ts";
import { jsLiteral } from "./literals.ts";
import { jsString, sumText } from "./quote.ts";
import type { CodeRequest } from "./types.ts";

/** A module that needs nothing but `fetch`, for Node 20 and browsers. It prints the data of each event as it arrives. */
export function fetchCode(request: CodeRequest): string {
  const { method, url, body, format, variables } = request;
  const headers = asksForEvents(request).map(
    ({ name, value }) => `  ${/^[a-z]+$/i.test(name) ? name : jsString(name)}: ${sumText(value, jsString)},`,
  );
  return [
    "// Runs as a module: in Node 20 or later (save it as run.mjs), and in browsers where the agent allows it (CORS).",
    ...(format === "protobuf"
      ? ["// It asks for text/event-stream: the request asked for protobuf, which takes a decoder to read."]
      : []),
    ...(variables.length === 0
      ? []
      : [
          "// What may be secret is not in here: set it in the environment, or in a browser in place of the empty texts.",
        ]),
    ...variables.map(({ name, about }) => `const ${name} = globalThis.process?.env.${name} ?? ""; // ${about}`),
    "",
    `const body = ${bodyExpression(body)};`,
    "",
    `const response = await fetch(${sumText(url, jsString)}, {`,
    `  method: ${jsString(method)},`,
    "  headers: {",
    ...headers.map((line) => `  ${line}`),
    "  },",
    "  body,",
    "});",
    "if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}: ${await response.text()}`);",
    "",
    READING,
  ].join("\n");
}

/** Server-Sent Events as https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream wants them read. */
const READING = `function onEvent(data) {
  console.log(data); // JSON.parse(data) is the event
}

// Server-Sent Events: lines end with CR LF, LF or CR, the data lines of an event belong together, a blank line ends it.
const decoder = new TextDecoder();
const reader = response.body.getReader();
let rest = "";
let data = [];
function onLine(line) {
  if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
  else if (line === "data") data.push("");
  else if (line === "" && data.length > 0) onEvent(data.splice(0).join("\\n"));
}
for (;;) {
  const { done, value } = await reader.read();
  rest += decoder.decode(value, { stream: !done });
  // A CR at the end may be the first half of a CR LF.
  const lines = rest.split(done ? /\\r\\n|\\n|\\r/ : /\\r\\n|\\n|\\r(?!$)/);
  rest = lines.pop();
  lines.forEach(onLine);
  if (done) break;
}
// An event that the end cut off; the standard would leave it out.
onLine(rest);
onLine("");
`;

/** An object for reading where that gives the same bytes, else the text itself. */
function bodyExpression(body: string): string {
  const parsed = parseJson(body);
  if (parsed === undefined) return jsString(body);
  try {
    return JSON.stringify(parsed) === body ? `JSON.stringify(${jsLiteral(body)})` : jsString(body);
  } catch {
    // Too deep to be written again.
    return jsString(body);
  }
}
