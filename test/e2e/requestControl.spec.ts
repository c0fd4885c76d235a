import { execFile } from "node:child_process";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { FINISHED, message, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

const hello = stream(STARTED + message("m", "Hello") + FINISHED);
const LANGUAGES = ["curl", "fetch", "@ag-ui/client", "Python, httpx", "Python, ag-ui-protocol"] as const;

/** The button under the request body, as opposed to that of a recorded request. */
const codeButton = (page: Page): Locator =>
  page.getByRole("group", { name: "Request body" }).getByRole("button", { name: "Code for this request" });

const codeSheet = (page: Page): Locator => page.getByRole("dialog", { name: "Code for this request" });

/** Runs what stands in the sheet as curl, with a value for the only secret. */
async function runCurl(code: string, token: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sh", ["-c", code], { env: { ...process.env, AGENT_TOKEN: token } });
  return stdout;
}

test("code for the next request sends the same bytes, without its secrets, and follows the fields", async ({
  page,
}) => {
  const server = await OddServer.start(hello);
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("It's “quoted”");
    await page.getByRole("button", { name: "+ Bearer" }).click();
    await page.getByRole("textbox", { name: "Value of Authorization" }).fill("Bearer geheim");
    // The id of the run is new for each; here it has to be the same twice.
    await page.getByRole("textbox", { name: "Run", exact: true }).fill("run-1");

    await codeButton(page).click();
    const sheet = codeSheet(page);
    const code = sheet.getByRole("region", { name: "The code" });
    for (const language of LANGUAGES) {
      await sheet.getByRole("tab", { name: language }).click();
      await expect(code).toContainText("AGENT_TOKEN");
      await expect(sheet).not.toContainText("geheim");
    }
    await expect(sheet.getByText("AGENT_TOKEN", { exact: true })).toBeVisible();
    await sheet.getByRole("tab", { name: "curl" }).click();
    await expect(runCurl(await code.innerText(), "offen")).resolves.toContain("RUN_FINISHED");
    expect(server.headers.at(-1)?.authorization).toBe("Bearer offen");

    await scope.run.click();
    await scope.endsWith(/^Finished/);
    expect(server.headers.at(-1)?.authorization).toBe("Bearer geheim");
    const [byCurl = "", byPage = ""] = server.bodies;
    const sentBy = (body: string): unknown => {
      const input = JSON.parse(body) as { messages: { id?: string }[] };
      // The next message has a new id in each run, too.
      return { ...input, messages: input.messages.map(({ id: _, ...rest }) => rest) };
    };
    expect(sentBy(byCurl)).toEqual(sentBy(byPage));
    expect(byCurl).toContain(JSON.stringify("It's “quoted”"));

    await scope.message.fill("Something else");
    await expect(code).toContainText("Something else");
    await page.keyboard.press("Escape");
    await sheet.getByRole("tab", { name: "curl" }).focus();
    await page.keyboard.press("Escape");
    await expect(sheet).toBeHidden();
  } finally {
    await server.stop();
  }
});

test("code for a recorded request, and by keyboard alone", async ({ page }) => {
  const server = await OddServer.start(hello);
  const { keyboard } = page;
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.runAgent(server.url);
    await scope.tab("Event").click();
    const section = page.getByRole("region", { name: "Request and response 1" });
    await section.getByRole("button", { name: "Code for this request" }).focus();
    await keyboard.press("Enter");
    const sheet = codeSheet(page);
    await expect(sheet).toContainText("request 1 of this recording");
    await expect(sheet.getByRole("tab", { name: "curl" })).toBeFocused();
    await keyboard.press("ArrowRight");
    await expect(sheet.getByRole("tab", { name: "fetch" })).toHaveAttribute("aria-selected", "true");
    await keyboard.press("ArrowLeft");
    const code = sheet.getByRole("region", { name: "The code" });
    await runCurl(await code.innerText(), "");
    expect(server.bodies).toHaveLength(2);
    expect(server.bodies[1]).toBe(server.bodies[0]);
    await keyboard.press("Escape");
    await expect(section.getByRole("button", { name: "Code for this request" })).toBeFocused();
  } finally {
    await server.stop();
  }
});

for (const colorScheme of ["dark", "light"] as const) {
  test(`axe finds nothing serious in the control of the request, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(colorScheme === "dark" ? { width: 1440, height: 900 } : { width: 1024, height: 768 });
    const scope = new ScopePage(page);
    await scope.open();
    const check = async (): Promise<void> => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        serious.map(
          ({ id, nodes }) =>
            `${id}: ${nodes
              .map(({ html }) => html)
              .join(" | ")
              .slice(0, 300)}`,
        ),
      ).toEqual([]);
    };
    await page.getByRole("button", { name: "+ Bearer" }).click();
    await codeButton(page).click();
    await expect(codeSheet(page).getByRole("region", { name: "The code" })).toBeVisible();
    await check();
  });
}
