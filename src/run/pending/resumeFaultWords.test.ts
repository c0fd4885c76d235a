import { expect, it } from "vitest";
import type { RunView } from "#src/reconstruction/types.ts";
import type { ResumeFault } from "./resumeFault.ts";
import { faultVerdict } from "./resumeFaultWords.ts";

const run = (status: RunView["status"], error?: RunView["error"]): RunView => ({ status, error }) as RunView;
const judged = (fault: ResumeFault, ended: RunView | undefined) =>
  faultVerdict(fault, ended, { phase: "failed", detail: "", sentence: "HTTP 500." });

it("says what an agent made of a wrong resume, and what it should have made of it", () => {
  expect(judged("partial", run("error", { message: "missing: i2", code: "resume_incomplete" }))).toEqual({
    isRight: true,
    sentence:
      "Partial resume: the agent refused it with RUN_ERROR (resume_incomplete: missing: i2), as AG-UI 1.0 wants.",
  });
  expect(judged("missing", run("interrupt"))).toMatchObject({
    isRight: false,
    sentence: expect.stringContaining("asked again") as string,
  });
  expect(judged("unknown-id", run("success")).sentence).toMatch(/went on as if nothing were wrong.*RUN_ERROR/);
  expect(judged("repeated", run("success"))).toMatchObject({ isRight: true });
  expect(judged("expired", run("truncated")).sentence).toMatch(/no RUN_ERROR came. HTTP 500\./);
  expect(judged("expired", undefined).isRight).toBe(false);
});
