import type { IncomingMessage, ServerResponse } from "node:http";
import { readJsonBody, type Refusal, sendJson, sendRefusal } from "#server/nodeHttp.ts";
import { isObject } from "#src/lib/json.ts";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import type { Live } from "./live.ts";
import type { RecorderChange } from "./recorder.ts";

/** Bytes of a call's body at most; an edited frame may be as large as a frame. */
const BODY_LIMIT = 64 * 1024 * 1024;
const MAX_BREAKPOINTS = 200;

/** Answers the page's calls about recorders and exchanges. The guard has let them pass. */
export async function handleControl(
  live: Live,
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  const [, , collection, name = "", action] = path.split("/");
  const id = decodeURIComponentSafely(name);
  const call = `${req.method ?? ""} ${collection ?? ""}`;
  if (call === "POST recorders" && name === "") return create(live, req, res);
  if (call === "PATCH recorders" && name !== "" && action === undefined) return change(live, req, res, id);
  if (call === "DELETE recorders" && name !== "" && action === undefined) {
    return (await live.remove(id)) ? sendJson(res, 200, {}) : sendRefusal(res, noRecorder(id));
  }
  if (call === "DELETE exchanges" && name === "") return sendJson(res, 200, { forgotten: live.hub.clear() });
  if (call === "POST exchanges" && action !== undefined) return steer(live, req, res, id, action);
  return sendRefusal(res, { status: 404, code: "NOT_FOUND", message: `Nothing answers ${req.method} ${path}.` });
}

async function create(live: Live, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await readObject(req);
  if (!body.ok) return sendRefusal(res, invalid(body.error));
  const { target, port = 0 } = body.value;
  if (typeof target !== "string")
    return sendRefusal(res, invalid('A recorder needs a "target", the URL of the agent.'));
  if (typeof port !== "number" || !Number.isInteger(port) || port < 0 || port > 65_535) {
    return sendRefusal(res, invalid('"port" must be a number from 0 to 65535.'));
  }
  const recorder = await live.record(target, port);
  return recorder.ok
    ? sendJson(res, 201, recorder.value)
    : sendRefusal(res, { status: 409, code: "RECORDER_REFUSED", message: recorder.error });
}

async function change(live: Live, req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
  const body = await readObject(req);
  const wanted = body.ok ? readChange(body.value) : body;
  if (!wanted.ok) return sendRefusal(res, invalid(wanted.error));
  const changed = live.change(id, wanted.value);
  return changed === undefined ? sendRefusal(res, noRecorder(id)) : sendJson(res, 200, changed);
}

async function steer(live: Live, req: IncomingMessage, res: ServerResponse, id: string, action: string): Promise<void> {
  const call = live.call(id);
  if (call === undefined) {
    const message = `The exchange ${id} is not under way through a recorder, so nothing of it can be held.`;
    return sendRefusal(res, { status: 404, code: "NO_EXCHANGE", message });
  }
  if (action === "step") call.step();
  else if (action === "continue") call.continue();
  else if (action === "edit") {
    const body = await readObject(req);
    if (!body.ok) return sendRefusal(res, invalid(body.error));
    const { text } = body.value;
    if (typeof text !== "string") return sendRefusal(res, invalid('An edit needs a "text".'));
    const held = call.edit(text);
    if (!held) return sendRefusal(res, { status: 409, code: "NOT_HELD", message: "No frame is held any more." });
  } else return sendRefusal(res, invalid(`"${action}" is none of step, continue and edit.`));
  return sendJson(res, 200, {});
}

/** The body of a call, which is always an object; the error is one sentence. */
async function readObject(req: IncomingMessage): Promise<Result<Record<string, unknown>>> {
  const body = await readJsonBody(req, BODY_LIMIT);
  if (!body.ok) return body;
  return isObject(body.value) ? ok(body.value) : err("The body of the request is not a JSON object.");
}

function readChange({ faults, breakpoints }: Record<string, unknown>): Result<RecorderChange> {
  const plan = faults === undefined || faults === null ? ok(undefined) : readFaultPlan(faults);
  if (!plan.ok) return err(`\`faults\` is no plan of faults: ${plan.error}`);
  const read = breakpoints === undefined ? ok(undefined) : readBreakpoints(breakpoints);
  if (!read.ok) return read;
  return ok({
    // Null takes the faults away; left out they stay.
    ...(faults === undefined ? {} : { faults: plan.value }),
    ...(read.value === undefined ? {} : { breakpoints: read.value }),
  });
}

function readBreakpoints(value: unknown): Result<readonly Breakpoint[]> {
  if (!Array.isArray(value) || value.length > MAX_BREAKPOINTS) {
    return err(`"breakpoints" must be a list of up to ${MAX_BREAKPOINTS}.`);
  }
  const read: Breakpoint[] = [];
  for (const [index, entry] of value.entries()) {
    const { id, enabled, eventType, contains } = isObject(entry) ? entry : {};
    const isText = (each: unknown): each is string | undefined => each === undefined || typeof each === "string";
    if (typeof id !== "string" || typeof enabled !== "boolean" || !isText(eventType) || !isText(contains)) {
      return err(
        `Breakpoint ${index + 1} needs an "id" and "enabled", and may have the texts "eventType" and "contains".`,
      );
    }
    read.push({
      id,
      enabled,
      ...(eventType !== undefined && { eventType }),
      ...(contains !== undefined && { contains }),
    });
  }
  return ok(read);
}

function decodeURIComponentSafely(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const invalid = (message: string): Refusal => ({ status: 400, code: "INVALID", message });

const noRecorder = (id: string): Refusal => ({
  status: 404,
  code: "NO_RECORDER",
  message: `There is no recorder ${id}.`,
});
