import { asksForEvents } from "./asksForEvents.ts";
import { pyString, sumText } from "./quote.ts";
import type { CodeRequest } from "./types.ts";

/** A Python script that needs `httpx` only. It prints the data of each event as it arrives. */
export function httpxCode(request: CodeRequest): string {
  return [
    "# pip install httpx",
    ...pythonNotes(request),
    "import asyncio",
    "import codecs",
    ...(request.variables.length > 0 ? ["import os"] : []),
    "import re",
    "",
    "import httpx",
    "",
    ...pythonConstants(request),
    `BODY = ${pyBody(request.body)}`,
    "",
    "",
    "def on_event(data: str) -> None:",
    "    print(data, flush=True)  # json.loads(data) is the event",
    "",
    "",
    pythonReading(request),
  ].join("\n");
}

/** What is to be known before the code is run. */
export function pythonNotes({ format, variables }: CodeRequest): readonly string[] {
  return [
    ...(format === "protobuf"
      ? ["# It asks for text/event-stream: the request asked for protobuf, which takes a decoder to read."]
      : []),
    ...(variables.length > 0 ? ["# What may be secret is not in here: set it in the environment, for example"] : []),
    ...variables.map(({ name, about }) => `#   export ${name}='…'  # ${about}`),
  ];
}

/** The address and the headers. */
export function pythonConstants(request: CodeRequest): readonly string[] {
  return [
    ...request.variables.map(({ name }) => `${name} = os.environ[${pyString(name)}]`),
    `URL = ${sumText(request.url, pyString)}`,
    "HEADERS = {",
    ...asksForEvents(request).map(({ name, value }) => `    ${pyString(name)}: ${sumText(value, pyString)},`),
    "}",
  ];
}

/** The part that sends BODY and hands the data of each event to `on_event`. */
export function pythonReading({ method }: CodeRequest): string {
  return `async def main() -> None:
    async with (
        httpx.AsyncClient(timeout=None) as client,
        client.stream(${pyString(method)}, URL, headers=HEADERS, content=BODY.encode()) as response,
    ):
        if response.is_error:
            raise SystemExit(f"HTTP {response.status_code}: {(await response.aread()).decode(errors='replace')}")
        # Server-Sent Events: lines end with CR LF, LF or CR, the data lines of an event belong together, a blank
        # line ends it. Not aiter_lines(), which also cuts at characters that JSON may hold, such as U+2028.
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        data: list[str] = []
        rest = ""

        def on_line(line: str) -> None:
            if line.startswith("data:"):
                data.append(line[6:] if line.startswith("data: ") else line[5:])
            elif line == "data":
                data.append("")
            elif line == "" and data:
                event = "\\n".join(data)
                data.clear()
                on_event(event)

        async for chunk in response.aiter_bytes():
            # A CR at the end may be the first half of a CR LF.
            *lines, rest = re.split(r"\\r\\n|\\n|\\r(?!\\Z)", rest + decoder.decode(chunk))
            for line in lines:
                on_line(line)
        # The last lines, and an event that the end cut off; the standard would leave it out.
        for line in [*re.split(r"\\r\\n|\\n|\\r", rest + decoder.decode(b"", True)), ""]:
            on_line(line)


asyncio.run(main())
`;
}

/** A raw string is easier to read, where Python would take every character of it as it is. */
function pyBody(body: string): string {
  // oxlint-disable-next-line no-control-regex
  const isPlain = !/'''|['\\]$|[\0-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(body);
  return isPlain ? `r'''${body}'''` : pyString(body);
}
