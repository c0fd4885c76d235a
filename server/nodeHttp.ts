import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";

/** Why a request is refused: the status of the answer, a short code for programs and one sentence for people. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** Reads a whole request body. A body over the limit is read no further; answer it with `sendRefusal`, which ends the connection. */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Result<Buffer, Refusal>> {
  const tooLarge = err({
    status: 413,
    code: "BODY_TOO_LARGE",
    message: `The body of the request is over the limit of ${limitBytes} bytes.`,
  });
  if (Number(req.headers["content-length"]) > limitBytes) return tooLarge;
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const settle = (result: Result<Buffer, Refusal>): void => {
      req.off("data", take);
      req.pause();
      resolve(result);
    };
    const take = (piece: Buffer): void => {
      length += piece.length;
      if (length > limitBytes) settle(tooLarge);
      else pieces.push(piece);
    };
    const broken = (): void =>
      settle(err({ status: 400, code: "BODY_INCOMPLETE", message: "The request ended before its body did." }));
    req.on("data", take);
    req.once("end", () => settle(ok(Buffer.concat(pieces))));
    req.once("error", broken);
    req.once("close", broken);
  });
}

/** Reads a whole request body as JSON in UTF-8; the error is one sentence. */
export async function readJsonBody(req: IncomingMessage, limitBytes: number): Promise<Result<unknown>> {
  const body = await readBody(req, limitBytes);
  if (!body.ok) return err(body.error.message);
  const value = parseJson(body.value.toString("utf8"));
  return value === undefined ? err("The body of the request is not JSON.") : ok(value);
}

/** Node's flat list of names and values as pairs. */
export function headerPairs(rawHeaders: readonly string[]): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? "", rawHeaders[index + 1] ?? ""]);
  }
  return pairs;
}

/** Answers with a JSON document. A request whose body was not read to its end loses its connection afterwards. */
export function sendJson(res: ServerResponse, status: number, value: unknown): void {
  if (res.destroyed || res.headersSent) return;
  const body = Buffer.from(JSON.stringify(value));
  if (!res.req.complete) res.shouldKeepAlive = false;
  res.writeHead(status, {
    "content-type": "application/json",
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  res.end(body);
}

/** Answers with `{error, code}`. */
export function sendRefusal(res: ServerResponse, { status, code, message }: Refusal): void {
  sendJson(res, status, { error: message, code });
}

/** Writes bytes and waits until more may come. Resolves as well when the connection is gone: look at `res.destroyed`. */
export async function writeAll(res: ServerResponse, bytes: Uint8Array): Promise<void> {
  // A write on what is destroyed would be an error event that nobody listens for.
  if (res.destroyed || res.writableEnded || res.write(bytes)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      res.off("drain", done);
      res.off("close", done);
      resolve();
    };
    res.on("drain", done);
    res.on("close", done);
  });
}
