import { expect, test, type Page } from "@playwright/test";
import { expectAccessible } from "./support/expectAccessible.ts";
import { FINISHED, frame, message, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

/** 1 to 9; the inner one fails, the outer one gives a result. */
const STREAM = [
  STARTED,
  frame({ type: "SUBAGENT_STARTED", subagentRunId: "s1", name: "researcher" }),
  message("m1", "I look it up."),
  frame({ type: "SUBAGENT_STARTED", subagentRunId: "s2", name: "reader", parentSubagentRunId: "s1" }),
  frame({ type: "SUBAGENT_ERROR", subagentRunId: "s2", code: "no_page", message: "There is no such page" }),
  frame({ type: "SUBAGENT_FINISHED", subagentRunId: "s1", result: { found: 3 } }),
  FINISHED,
].join("");

let server: OddServer;
test.beforeAll(async () => void (server = await OddServer.start(stream(STREAM))));
test.afterAll(() => server.stop());

async function ran(page: Page): Promise<ScopePage> {
  const scope = new ScopePage(page);
  await scope.open();
  await scope.runAgent(server.url);
  return scope;
}

test("subagents stand in the conversation where they began, with their status and result", async ({ page }) => {
  const scope = await ran(page);
  const outer = scope.conversation.getByRole("article", { name: "subagent researcher" });
  const inner = scope.conversation.getByRole("article", { name: "subagent reader" });
  await expect(outer).toContainText(/s1.*success.*#2.*#8/s);
  await expect(outer).toContainText('"found": 3');
  await expect(inner).toContainText(/s2.*in.*researcher.*error.*#6.*#7/s);
  await expect(inner).toContainText("no_page There is no such page");
  await scope.row(6).click();
  await expect(inner).toContainText("running");
  await expect(inner).toHaveAttribute("aria-current", "true");
});

test("an event of a subagent leads to it, and it leads to its events", async ({ page }) => {
  const scope = await ran(page);
  for (const [seq, name] of [
    [2, "researcher"],
    [7, "reader"],
    [8, "researcher"],
  ] as const) {
    await scope.row(seq).click();
    await scope.tab("Event").click();
    await page.getByRole("button", { name: "Show in Conversation" }).click();
    await expect(scope.conversation.getByRole("article", { name: `subagent ${name}` })).toBeFocused();
  }
  const outer = scope.conversation.getByRole("article", { name: "subagent researcher" });
  await outer.getByRole("button", { name: /which began the subagent/ }).click();
  await expect(scope.row(2)).toHaveAttribute("aria-selected", "true");
  await outer.getByRole("button", { name: "Show only its events" }).click();
  await expect(scope.timeline).toHaveAttribute("aria-rowcount", "2");
});

test.describe("axe finds nothing serious in subagents", () => {
  for (const colorScheme of ["dark", "light"] as const)
    test(colorScheme, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const scope = await ran(page);
      await scope.row(7).click();
      await expectAccessible(page, undefined, '[aria-label="Conversation"]');
    });
});
