import { expect, type Locator, type Page } from "@playwright/test";

/** The main screen by roles and accessible names: the contract of DESIGN.md and nothing else. */
export class ScopePage {
  readonly endpoint: Locator;
  readonly run: Locator;
  readonly stop: Locator;
  readonly status: Locator;
  readonly message: Locator;
  readonly timeline: Locator;
  readonly position: Locator;
  readonly stepBack: Locator;
  readonly stepForward: Locator;
  readonly backToLive: Locator;
  readonly conversation: Locator;
  readonly state: Locator;
  /** The button beside the address that says how it travels, and what it opens. */
  readonly connection: Locator;
  readonly connectionSheet: Locator;

  constructor(readonly page: Page) {
    this.endpoint = page.getByRole("textbox", { name: "Endpoint URL" });
    this.run = page.getByRole("button", { name: "Run", exact: true });
    this.stop = page.getByRole("button", { name: "Stop", exact: true });
    this.status = page.getByRole("status", { name: "Run status" });
    this.message = page.getByRole("textbox", { name: "Message", exact: true });
    this.timeline = page.getByRole("grid", { name: "Timeline" });
    this.position = page.getByRole("slider", { name: "Position" });
    this.stepBack = page.getByRole("button", { name: "Step back" });
    this.stepForward = page.getByRole("button", { name: "Step forward" });
    this.backToLive = page.getByRole("button", { name: "Back to live" });
    this.conversation = page.getByRole("log", { name: "Conversation" });
    this.state = page.getByRole("tree", { name: "State" });
    this.connection = page.getByRole("button", { name: /^Connection:/ });
    this.connectionSheet = page.getByRole("dialog", { name: "Connection" });
  }

  async open(): Promise<void> {
    await this.page.goto("/");
    await expect(this.run).toBeVisible();
  }

  /** Runs an agent by its address and waits until the status begins with one of `phases`. */
  async runAgent(url: string, phases = /^(Finished|Waiting for you)/): Promise<void> {
    // An agent that the page proposes brings a message along, but not to somebody who has begun to type.
    await expect(this.endpoint).not.toHaveValue("");
    await this.endpoint.fill(new URL(url, this.page.url()).href);
    await this.run.click();
    await this.endsWith(phases);
  }

  async endsWith(phases: RegExp): Promise<void> {
    await expect(this.status).toHaveText(phases, { timeout: 15_000 });
  }

  /** Chooses a route or a format for the endpoint, and leaves the sheet as people do. */
  async connectBy(choice: "Auto" | "Direct" | "Relay" | "SSE" | "Protobuf"): Promise<void> {
    await this.connection.click();
    await this.connectionSheet.getByRole("radio", { name: choice }).check();
    await this.page.keyboard.press("Escape");
    await expect(this.connectionSheet).toBeHidden();
  }

  /** The Timeline's row of one event. */
  row(seq: number): Locator {
    return this.timeline.locator(`[role="row"][aria-rowindex="${seq}"]`);
  }

  tab(name: "Conversation" | "Event" | "Problems" | "State" | "Input"): Locator {
    return this.page.getByRole("tab", { name: new RegExp(`^${name}`) });
  }

  /** Opens a file as people do: by the button, and the chooser that it brings. */
  async openFile(name: string, content: string | Buffer): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Open" }).click();
    const buffer = Buffer.from(content);
    await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer });
  }

  /** Opens a capture of events; a string is one that is written already. It may take a moment until all of them are there. */
  async openEvents(events: readonly (object | string)[]): Promise<void> {
    const texts = events.map((event) => (typeof event === "string" ? event : JSON.stringify(event)));
    await this.openFile("a.sse", texts.map((text) => `data: ${text}\n\n`).join(""));
  }

  /** How many events there are, as the slider says it. */
  async eventCount(): Promise<number> {
    return Number(await this.position.getAttribute("max"));
  }
}
