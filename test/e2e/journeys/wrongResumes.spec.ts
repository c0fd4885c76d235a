import { expect, test } from "@playwright/test";
import { frame, STARTED } from "../support/oddServer.ts";
import { body, user } from "./journey.ts";
import { Replay } from "./replay.ts";

// Every way to resume wrongly on purpose: what goes out, and what is said of an agent that minds or does not.

const interrupts = ["one", "two"].map((id) => ({ id, reason: "confirm", message: `Do ${id}?`, responseSchema: {} }));
const yes = (id: string): string => `{"interruptId":"${id}","status":"resolved","payload":${id === "one" ? 1 : 2}}`;
const ASKS =
  STARTED + frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome: { type: "interrupt", interrupts } });
const REFUSES = STARTED + frame({ type: "RUN_ERROR", message: "Not like this", code: "resume_wrong" });
const GOES_ON = STARTED + frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome: { type: "success" } });

test("a partial, unknown, repeated or missing resume goes out as chosen, is judged, and can be made up for", async ({
  page,
}) => {
  const streams = [ASKS, REFUSES, GOES_ON, ASKS, REFUSES, GOES_ON, ASKS, GOES_ON, ASKS, GOES_ON];
  await Replay.of(page, streams, async (at) => {
    const { scope, strip } = at;
    /** Says something, chooses the fault, and answers both questions. */
    const answerWith = async (fault: string, does: string): Promise<void> => {
      await at.say(fault);
      await expect(strip).toContainText("1 of 2 pending");
      await at.press("Test the agent");
      await page.getByRole("menuitem", { name: fault }).click();
      await expect(strip.getByRole("status", { name: "Wrong on purpose" })).toContainText(does);
      for (const [place, text] of ["1", "2"].entries()) {
        await expect(strip).toContainText(`Do ${place === 0 ? "one" : "two"}?`);
        await strip.getByRole("textbox", { name: "Result" }).fill(text);
        await at.press("Send result");
      }
    };
    const makeUp = async (): Promise<void> => {
      await scope.endsWith(/^Failed/);
      await expect(strip.getByRole("heading")).toHaveText("The agent refused it, as it should");
      await expect(strip).toContainText("resume_wrong: Not like this");
      await at.press("Send the right resume");
      await scope.endsWith(/^Finished/);
      await expect(strip).toBeHidden();
    };
    await answerWith("Partial resume", "leaves the last answer out");
    await makeUp();
    await answerWith("Unknown interrupt id", "an interrupt that nobody opened");
    await makeUp();
    const done = page.getByRole("region", { name: "Done without asking" });
    await answerWith("Repeated answer", "holds the first answer twice");
    await expect(done).toContainText("the agent went on. Look whether it acted once or twice");
    await scope.endsWith(/^Finished/);
    await answerWith("Missing resume", "goes without resume");
    await expect(done).toContainText("the agent went on as if nothing were wrong");
    await scope.endsWith(/^Finished/);

    const sent = at.sent.map((each) => /"resume":(.*)\}$/.exec(each)?.[1]);
    const right = `[${yes("one")},${yes("two")}]`;
    expect(sent).toEqual([
      undefined,
      `[${yes("one")}]`,
      right,
      undefined,
      `[${yes("one")},${yes("two")},${yes("one").replace("one", "unknown-one")}]`,
      right,
      undefined,
      `[${yes("one")},${yes("two")},${yes("one")}]`,
      undefined,
      undefined,
    ]);
    // The rest of the wrong request is as it has to be, and the right one is the same but for its run.
    const asked = { messages: [user("#3", "Partial resume")], forwardedProps: "{}" };
    expect(at.sent.slice(0, 2)).toEqual([
      body({ runId: "#2", ...asked }),
      body({ runId: "#4", parentRunId: "#2", resume: `[${yes("one")}]`, ...asked }),
    ]);
    expect(at.sent[2]).toContain(`"messages":[${user("#3", "Partial resume")}]`);
    // Nothing is said of the questions in the last request, but that it goes on from them.
    expect(at.sent[9]).toMatch(/"parentRunId":"#\d+".*"forwardedProps":\{\}\}$/);
  });
});

test("an expired resume is held until it is too late, and nothing makes up for it", async ({ page }) => {
  const expiresAt = new Date(Date.now() + 4_000).toISOString();
  const one = { ...interrupts[0], expiresAt };
  const outcome = { type: "interrupt", interrupts: [one] };
  const asks = STARTED + frame({ type: "RUN_FINISHED", threadId: "t", runId: "r", outcome });
  await Replay.of(page, [asks, REFUSES], async (at) => {
    const { scope, strip } = at;
    await at.say("Soon");
    await expect(strip).toContainText("Do one?");
    await at.press("Test the agent");
    await page.getByRole("menuitem", { name: "Expired resume" }).click();
    await strip.getByRole("textbox", { name: "Result" }).fill("1");
    await at.press("Send result");
    await scope.endsWith(/^Failed/);
    expect(new Date().toISOString() > expiresAt).toBe(true);
    await expect(strip.getByRole("heading")).toHaveText("The agent refused it, as it should");
    await expect(strip.getByRole("button", { name: "Send the right resume" })).toHaveCount(0);
    const asked = { messages: [user("#3", "Soon")], forwardedProps: "{}" };
    expect(at.sent).toEqual([
      body({ runId: "#2", ...asked }),
      body({ runId: "#4", parentRunId: "#2", resume: `[${yes("one")}]`, ...asked }),
    ]);
  });
});
