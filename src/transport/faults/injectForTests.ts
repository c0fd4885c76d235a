import { BodyReader } from "#src/transport/bodyReader.ts";
import { framesOf } from "#src/transport/cutsForTests.ts";
import type { FaultStep } from "./faultStep.ts";
import { FaultInjector } from "./injector.ts";
import type { FaultPlan, FaultRule, Injection } from "./types.ts";

/** A plan of the given rules; what they leave out is a default. */
export function planOf(...rules: (Partial<FaultRule> & Pick<FaultRule, "kind">)[]): FaultPlan {
  return { seed: 1, rules: rules.map((rule, index) => ({ id: String(index), enabled: true, where: {}, ...rule })) };
}

/** All steps for a body that arrived in these pieces, with the bytes after its last frame at the end. */
export function stepsFor(plan: FaultPlan, pieces: readonly Uint8Array[], contentType = ""): FaultStep[] {
  const body = Uint8Array.from(Buffer.concat(pieces));
  const { frames, notes } = framesOf(new BodyReader({ status: 200, contentType }), pieces);
  const format = notes.find(({ code }) => code === "format")?.detail ?? "";
  const injector = new FaultInjector(plan);
  const steps = frames.flatMap((frame) => injector.frame(body.slice(frame.start, frame.end), frame, format));
  const rest = body.slice(frames.at(-1)?.end ?? 0);
  return [...steps, ...injector.end(), ...(rest.length > 0 ? [{ type: "bytes", bytes: rest } as const] : [])];
}

/** What a client would receive. */
export function delivered(steps: readonly FaultStep[]): string {
  return Buffer.concat(steps.flatMap((step) => ("bytes" in step ? [step.bytes] : []))).toString("utf8");
}

/** What was said to be done. */
export const injections = (steps: readonly FaultStep[]): readonly Injection[] =>
  steps.flatMap((step) => (step.type === "injected" ? [step.injection] : []));
