import { isObject, type JsonObject } from "#src/lib/json.ts";
import { ok, type Result } from "#src/lib/result.ts";
import type { Interrupt } from "#src/protocol/events.ts";
import type { Pause, PauseAnswer, Reply, ResumeEntry } from "#src/run/pending/types.ts";
import { say } from "./answerShape.ts";

/** One entry of `resume` for a pause that is an interrupt. Its members are in the order `interruptId`, `status`, `payload`, `metadata`. */
export function resumeReply(pause: Pause, answer: PauseAnswer): Result<Reply> {
  const interruptId = pause.interrupt?.id ?? "";
  const metadata = echoed(pause.interrupt);
  const entry = (rest: Pick<ResumeEntry, "status" | "payload">, warnings: readonly string[]): Result<Reply> =>
    ok({ pauseId: pause.id, resume: { interruptId, ...rest, ...(metadata && { metadata }) }, warnings });
  if (answer.kind === "cancel") return entry({ status: "cancelled" }, []);
  const said = say(pause.shape, answer);
  if (!said.ok) return said;
  return entry({ status: "resolved", payload: said.value.payload }, said.value.warnings);
}

/** AG2 takes an answer only with the proof that came with the question (`ag2/ag_ui/interrupts.py`). */
function echoed(interrupt: Interrupt | undefined): JsonObject | undefined {
  const ag2: unknown = interrupt?.metadata?.["ag2"];
  if (!isObject(ag2) || ag2["proof"] === undefined) return undefined;
  return { ag2: { proof: ag2["proof"] } } as JsonObject;
}
