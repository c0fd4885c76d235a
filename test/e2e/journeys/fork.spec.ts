import { expect } from "@playwright/test";
import { ARGS, asking, importTools, intro, offered, tool } from "./frontendTools.ts";
import { assistant, body, journey, toolCall, user, type Place } from "./journey.ts";
import { saying } from "./story.ts";

const THANKS = "Thank you. `get_weather` returned:\n\n```json\nsunny\n```";
const tools = offered("get_weather");

/** Says something and waits until the agent has thanked for the answer to its call. */
async function say({ scope, bodies }: Pick<Place, "scope" | "bodies">, text: string): Promise<void> {
  const before = bodies.length;
  await scope.message.fill(text);
  await scope.run.click();
  await expect.poll(() => bodies.length).toBe(before + 2);
  await scope.endsWith(/^Finished/);
}

/** What the agent's call adds to a history; ids from `first` on. */
const called = (first: number): readonly string[] => [
  assistant(`#${first}`, intro("get_weather"), toolCall(`#${first + 1}`, "get_weather", ARGS)),
  `{"id":"#${first + 2}","role":"tool","toolCallId":"#${first + 1}","content":"sunny"}`,
];
const thanks = (id: number): string => `{"id":"#${id}","role":"assistant","content":${JSON.stringify(THANKS)}}`;
const today = [user("#3", "Today?"), ...called(5)];

journey("a fork from an answer, and from the call before it", {
  bundled: "frontend-tool",
  plain: ["a", "b", "c", "d"].flatMap((run) => [
    asking(["get_weather"], { run }),
    saying(`msg_${run}${run}_1`, THANKS),
  ]),
  message: "Today?",
  prepare: (at) => importTools(at, [tool("get_weather", { kind: "fixed", text: "sunny" })]),
  async steps(at) {
    const { page, scope } = at;
    await scope.endsWith(/^Finished/);
    await say(at, "Tomorrow?");
    const answers = scope.conversation.getByRole("article", { name: "assistant message" });
    const fork = page.getByRole("region", { name: "Fork" });
    const forkFrom = async (nth: number): Promise<void> => {
      await answers.nth(nth).hover();
      await answers.nth(nth).getByRole("button", { name: "Actions of this assistant message" }).click();
      await page.getByRole("menuitem", { name: "Fork from here" }).click();
      await expect(fork).toBeVisible();
    };
    // The first thanks.
    await forkFrom(1);
    await say(at, "Yesterday?");
    await expect(fork).toBeHidden();
    await expect(scope.conversation).toContainText("Yesterday?");
    await expect(scope.conversation).not.toContainText("Tomorrow?");
    expect(at.bodies).toHaveLength(6);
    // The message with the call, before its result.
    await forkFrom(0);
    await expect(fork).toContainText("1 tool call without a result there");
    await say(at, "Never mind.");
    await expect(scope.conversation).not.toContainText("Yesterday?");
    await expect(answers).toHaveCount(3);
  },
  sent: [
    body({ runId: "#2", messages: today.slice(0, 1), tools }),
    body({ runId: "#4", parentRunId: "#2", messages: today, tools }),
    // The same thread goes on, and branches from no run.
    body({ runId: "#8", messages: [...today, thanks(9), user("#10", "Tomorrow?")], tools }),
    body({
      runId: "#11",
      parentRunId: "#8",
      messages: [...today, thanks(9), user("#10", "Tomorrow?"), ...called(12)],
      tools,
    }),
    // The fork: of the history up to the message, and from the run that said it.
    body({ runId: "#15", parentRunId: "#4", messages: [...today, thanks(9), user("#16", "Yesterday?")], tools }),
    body({
      runId: "#17",
      parentRunId: "#15",
      messages: [...today, thanks(9), user("#16", "Yesterday?"), ...called(18)],
      tools,
    }),
    // Nothing is made up for the call that has no result there.
    body({ runId: "#21", parentRunId: "#2", messages: [...today.slice(0, 2), user("#22", "Never mind.")], tools }),
    body({
      runId: "#23",
      parentRunId: "#21",
      messages: [...today.slice(0, 2), user("#22", "Never mind."), ...called(24)],
      tools,
    }),
  ],
});
