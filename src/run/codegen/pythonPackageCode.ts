import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import { inputProblems } from "../requestProblems.ts";
import { camelCaseBody } from "../bodyForm/bodyForm.ts";
import { pythonConstants, pythonNotes, pythonReading } from "./httpxCode.ts";
import { pyLiteral } from "./literals.ts";
import { PythonModels } from "./pythonModels.ts";
import { oneLine } from "./quote.ts";
import type { CodeRequest } from "./types.ts";

/** A Python script with the models of `ag-ui-protocol`, or why there is none: it takes a RunAgentInput apart, so there must be one. */
export function pythonPackageCode(request: CodeRequest): Result<string> {
  const text = camelCaseBody(request.input);
  const parsed = parseJson(text);
  if (!isObject(parsed)) return err("The Python package cannot make this body: it is no JSON object.");
  const models = new PythonModels();
  const input = models.runAgentInput(text);
  const { envelope } = request;
  const dumped = "run_input.model_dump_json(by_alias=True, exclude_unset=True)";
  const wrapped = envelope
    ? [
        "# A single-route CopilotKit runtime takes all calls at one address, in an envelope.",
        `BODY = json.dumps({"method": ${pyLiteral(JSON.stringify(envelope.method))}, "params": ${pyLiteral(envelope.params)}, "body": json.loads(${dumped})})`,
      ]
    : [`BODY = ${dumped}`];
  const problems = inputProblems(parsed);
  const refused = problems.find(({ severity, pointer }) => severity === "error" && !FILLED_IN.has(pointer));
  const hasBinary = problems.some(({ severity, pointer }) => severity === "warning" && A_PART.test(pointer));
  const code = [...wrapped, input].join("\n");
  return ok(
    [
      "# pip install ag-ui-protocol httpx",
      ...pythonNotes(request),
      "# The fields go out in camelCase whichever way they are written here, and what is not set is not sent.",
      ...(models.nulls.size > 0 ? [`# They leave out what is null: ${[...models.nulls].join(", ")}.`] : []),
      ...(hasBinary
        ? ["# The models refuse its binary parts, which left AG-UI with 1.0: send media parts, or use httpx alone."]
        : []),
      ...(refused ? [`# The models may refuse this input: ${oneLine(refused.message)}`] : []),
      "import asyncio",
      "import codecs",
      ...(code.includes("json.") ? ["import json"] : []),
      ...(request.variables.length > 0 ? ["import os"] : []),
      "import re",
      "",
      "import httpx",
      `from ag_ui.core import ${["Event", ...models.used].toSorted().join(", ")}`,
      "from pydantic import TypeAdapter, ValidationError",
      "",
      ...pythonConstants(request),
      `run_input = ${input}`,
      ...wrapped,
      "EVENTS = TypeAdapter(Event)",
      "",
      "",
      "def on_event(data: str) -> None:",
      "    try:",
      "        event = EVENTS.validate_json(data)",
      "    except ValidationError as error:",
      '        print(f"No event of AG-UI 1.0: {data}\\n{error}", flush=True)',
      "    else:",
      "        print(event.model_dump_json(by_alias=True, exclude_unset=True), flush=True)",
      "",
      "",
      pythonReading(request),
    ].join("\n"),
  );
}

/** A part of a message. What is wrong with one is a warning only where it is of the binary kind, which agents from before 1.0 take. */
const A_PART = /^\/messages\/\d+\/content\/\d+$/;

/** Missing or null, these are no reason to refuse: the models know a default. */
const FILLED_IN: ReadonlySet<string> = new Set(["/state", "/tools", "/context", "/forwardedProps"]);
