import { expect, test, type Locator } from "@playwright/test";
import { ScopePage } from "./support/scopePage.ts";

const EVENTS = [
  { type: "RUN_STARTED", threadId: "t", runId: "r" },
  { type: "STATE_SNAPSHOT", snapshot: { city: "Lisbon" } },
  { type: "RUN_FINISHED", threadId: "t", runId: "r" },
];

/** Presses a control by the keyboard; what it takes away, itself among it, leaves the focus to a neighbour and never to the page. */
async function press(control: Locator, neighbour: Locator): Promise<void> {
  await control.press("Enter");
  await expect(neighbour).toBeFocused();
}

test("what is removed under the focus leaves it to its neighbour", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  const button = (name: string | RegExp): Locator => page.getByRole("button", { name, exact: true });

  // Rows of the request, and the last of each.
  const inner = page.getByRole("tabpanel", { name: "Input" });
  await button("+ add context").press("Enter");
  await button("+ add context").press("Enter");
  await press(button("Remove context 1"), page.getByRole("textbox", { name: "Context 1 description" }));
  await press(button("Remove context 1"), button("+ add context"));
  await inner.getByRole("button", { name: "+ Bearer token" }).press("Enter");
  await inner.getByRole("button", { name: "+ API key" }).press("Enter");
  await press(button("Remove Authorization"), page.getByRole("textbox", { name: "Header name" }));
  await press(button("Remove X-API-Key"), inner.getByRole("button", { name: "+ Bearer token" }));
  await button("Hold at a type of event").press("Enter");
  await press(inner.getByRole("button", { name: /^Remove .*breakpoint 1$/ }), button("Hold at a type of event"));

  // A tool, in the sheet that goes with it; rules, in one that stays.
  await page.getByRole("tab", { name: "Tools" }).click();
  await button("New tool").press("Enter");
  await press(button("Delete tool"), button("New tool"));
  await button("Loop").press("Enter");
  await button("New rule").press("Enter");
  await button("New rule").press("Enter");
  await press(button("Remove rule 1"), page.getByRole("checkbox", { name: "Use rule 1" }));
  await press(button("Remove rule 1"), button("New rule"));
  await press(button("Close the settings of the loop"), button("Loop"));

  // Bookmarks: one of several, and the last. What adds one switches itself off.
  await scope.openEvents(EVENTS);
  await scope.endsWith(/^Finished/);
  await scope.timeline.press("b");
  await scope.timeline.press("k");
  await scope.timeline.press("b");
  await button("Bookmarks: 2").press("Enter");
  await press(button("Remove the bookmark of event 2"), page.getByRole("button", { name: /^#3/ }));
  await press(button("Remove the bookmark of event 3"), button("Add event 2"));
  await press(button("Add event 2"), button("Add event 2"));
  await press(button("Close the bookmarks"), button("Bookmarks: 1"));

  // A change in thought, with its bar; a fork.
  await scope.tab("Event").click();
  await button("Switch off").press("Enter");
  await press(button("Take back the change of event 2"), button("Lanes"));
  await button("Fork from this event").press("Enter");
  await press(button("Cancel the fork"), scope.message);

  // The player, at either end, and a number typed into it.
  await press(scope.stepBack, scope.stepBack);
  await press(scope.stepBack, scope.stepBack);
  await expect(scope.stepBack).toBeDisabled();
  await press(scope.backToLive, scope.backToLive);
  await expect(scope.backToLive).toBeDisabled();
  await scope.timeline.press("g");
  await press(page.getByRole("textbox", { name: "Event number" }), scope.timeline);

  // A run, which switches its button off; the notice of what it replaced; threads.
  await press(scope.run, scope.run);
  await button("Dismiss").press("Enter");
  await expect(page.getByRole("tab", { name: "Input" })).toBeFocused();
  await page.getByRole("tab", { name: /^Threads/ }).click();
  await press(button("Close thread 1"), button("Requests of thread 1"));
  await press(button("Close thread 1"), button("New thread"));
});

test("a field that is switched off while it has the focus leaves that to its neighbour", async ({ page }) => {
  const scope = new ScopePage(page);
  await scope.open();
  await page.getByRole("button", { name: /^Agents/ }).click();
  await page.getByRole("option", { name: /^Run side by side/ }).click();
  const dialog = page.getByRole("dialog", { name: "Side by side" });
  const address = dialog.getByRole("textbox", { name: "Another address" });
  // The agent of the endpoint field is chosen already, and six are the most.
  for (const port of [1, 2, 3, 4, 5]) {
    await address.fill(`http://localhost:${port}`);
    await press(address, port < 5 ? address : dialog.getByRole("checkbox").last());
  }
  await expect(address).toBeDisabled();
});
