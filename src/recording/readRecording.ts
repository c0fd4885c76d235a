import { isObject, parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import {
  FRAME_KINDS,
  type FrameKind,
  type WireHeader,
  type WireNote,
  type WireRequest,
  type WireResponse,
} from "#src/transport/types.ts";
import { RECORDING_FORMAT, RECORDING_VERSION, type RecordingLine } from "./format.ts";

/** The header line of a recording, or why these bytes are none. */
export function readHeader(
  text: string,
): Result<{ readonly request: WireRequest | undefined; readonly created: string }> {
  const header = parseJson(text);
  if (!isObject(header) || header["format"] !== RECORDING_FORMAT) {
    return err(`The first line is no header of an AG-UI Scope recording: expected "format": "${RECORDING_FORMAT}".`);
  }
  const version = header["version"];
  if (typeof version !== "number") return err('The header line has no "version" number.');
  if (version > RECORDING_VERSION) {
    return err(
      `This recording has format version ${version}; this program reads up to ${RECORDING_VERSION}. Open it with a newer AG-UI Scope (npx agui-scope@latest).`,
    );
  }
  const created = typeof header["created"] === "string" ? header["created"] : "";
  return ok({ request: header["request"] === undefined ? undefined : readRequest(header["request"]), created });
}

/** Reads one line after the header. */
export function readLine(text: string): Result<RecordingLine> {
  const value = parseJson(text);
  if (value === undefined) return err(`The line is no JSON: ${excerpt(text)}`);
  if (!isObject(value)) return err(`The line is no JSON object: ${excerpt(text)}`);
  if (isObject(value["note"])) return readNote(value["note"]);
  if (isObject(value["annotation"])) return readAnnotation(value["annotation"]);
  if (isObject(value["end"])) return readEnd(value["end"]);
  if (isObject(value["response"])) return readResponse(value["response"]);
  if (value["request"] !== undefined) return ok({ type: "request", request: readRequest(value["request"]) });
  return readFrame(value);
}

function readFrame(value: Record<string, unknown>): Result<RecordingLine> {
  const { n, t, kind, chunk } = value;
  if (typeof n !== "number") return err('A frame needs its number "n".');
  if (typeof t !== "number") return err(`Frame ${n} has no time "t" in milliseconds.`);
  if (!FRAME_KINDS.includes(kind as FrameKind)) return err(`Frame ${n} has the unknown kind ${JSON.stringify(kind)}.`);
  const { raw } = value;
  const content = typeof raw === "string" ? raw : readBytes(value);
  if (content === undefined) return err(`Frame ${n} has neither "raw" text nor valid "base64".`);
  return ok({
    type: "frame",
    frame: {
      seq: n,
      time: t,
      kind: kind as FrameKind,
      chunk: typeof chunk === "number" ? chunk : 1,
      content,
      unterminated: value["unterminated"] === true,
    },
  });
}

function readNote(value: Record<string, unknown>): Result<RecordingLine> {
  const { code, offset, detail } = value;
  if (typeof code !== "string") return err('A note needs a "code".');
  const note = {
    code: code as WireNote["code"],
    offset: typeof offset === "number" ? offset : 0,
    detail: typeof detail === "string" ? detail : "",
  };
  return ok({ type: "note", note });
}

function readAnnotation({ n, note }: Record<string, unknown>): Result<RecordingLine> {
  if (typeof n !== "number" || !Number.isSafeInteger(n) || n < 1) {
    return err(`An annotation needs the number "n" of its event, not ${excerpt(JSON.stringify(n ?? null))}.`);
  }
  if (typeof note !== "string") return err(`The annotation of event ${n} has no "note" text.`);
  return ok({ type: "annotation", annotation: { seq: n, note } });
}

function readEnd(value: Record<string, unknown>): Result<RecordingLine> {
  const { reason, message, code, t, rest } = value;
  if (reason !== "complete" && reason !== "aborted" && reason !== "unreachable" && reason !== "reset") {
    return err(`The end of an exchange has the unknown reason ${JSON.stringify(reason)}.`);
  }
  const end = {
    reason,
    message: typeof message === "string" ? message : "",
    ...(typeof code === "string" && { code }),
    time: typeof t === "number" ? t : 0,
  } as const;
  return ok({ type: "end", end, rest: (isObject(rest) ? readBytes(rest) : undefined) ?? new Uint8Array(0) });
}

function readResponse(value: Record<string, unknown>): Result<RecordingLine> {
  const { t, status, statusText, httpVersion, url, redirected } = value;
  if (typeof status !== "number") return err('A response needs a "status" number.');
  const response: WireResponse = {
    status,
    statusText: typeof statusText === "string" ? statusText : "",
    ...(typeof httpVersion === "string" && { httpVersion }),
    headers: readHeaders(value["headers"]),
    url: typeof url === "string" ? url : "",
    redirected: redirected === true,
  };
  return ok({ type: "response", time: typeof t === "number" ? t : 0, response });
}

function readRequest(value: unknown): WireRequest {
  const fields = isObject(value) ? value : {};
  const { method, url, body, bodyText, startedAt, via } = fields;
  return {
    method: typeof method === "string" ? method : "POST",
    url: typeof url === "string" ? url : "",
    headers: readHeaders(fields["headers"]),
    body: typeof bodyText === "string" ? bodyText : body === undefined ? "" : JSON.stringify(body),
    startedAt: typeof startedAt === "string" ? Date.parse(startedAt) || 0 : 0,
    via: typeof via === "string" ? via : "",
  };
}

function readHeaders(value: unknown): readonly WireHeader[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map(({ name, value: text }) => ({
    name: String(name),
    ...(typeof text === "string" ? { value: text } : {}),
  }));
}

function readBytes(value: Record<string, unknown>): Uint8Array | undefined {
  if (typeof value["raw"] === "string") return new TextEncoder().encode(value["raw"]);
  if (typeof value["base64"] !== "string") return undefined;
  try {
    return Uint8Array.from(atob(value["base64"]), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The start of a text, for a message about it. */
export const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
