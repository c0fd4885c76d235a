import type { RunAgentInput } from "@ag-ui/core";
import { z } from "zod/v4";
import { idMaker } from "./ids.ts";
import type { ScenarioTools } from "./types.ts";

/** `forwardedProps.pace`, which every bundled agent reads: a factor on all its pauses. */
export const paceProps = z.looseObject({ pace: z.number().min(0).max(20).optional() });

/** The tools of one run. `forwardedProps` must have passed `paceProps`. */
export function scenarioTools(input: RunAgentInput, signal: AbortSignal): ScenarioTools {
  const parsed = paceProps.safeParse(input.forwardedProps);
  const pace = parsed.data?.pace ?? 1;
  const sleepExactly = (milliseconds: number): Promise<void> => wait(milliseconds, signal);
  return { signal, pace, sleepExactly, sleep: (milliseconds) => wait(milliseconds * pace, signal), id: idMaker(input) };
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(new ClientLeft());
  if (milliseconds <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(new ClientLeft());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", leave);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", leave, { once: true });
  });
}

/** Why a sleeping scenario is woken early. */
class ClientLeft extends Error {
  constructor() {
    super("The client left");
    this.name = "ClientLeft";
  }
}
