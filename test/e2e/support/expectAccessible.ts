import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails with everything that axe finds on the page, or in the part that the selector `within` names; `where` says in the
 * message which step of a journey it was.
 */
export async function expectAccessible(page: Page, where = "the page", within?: string): Promise<void> {
  // Both are for the time it takes, a quarter of what it is without them. What is in order is not described node by node, and
  // the results are put together in the page itself: in another one only frames of other origins would need it, of which there
  // are none to be seen.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(" | ")}`),
    `what axe finds in ${where}`,
  ).toEqual([]);
}
