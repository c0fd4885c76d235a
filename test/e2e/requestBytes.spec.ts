import { expect, test, type Locator } from "@playwright/test";
import { numbered } from "./journeys/journey.ts";
import { FINISHED, frame, OddServer, STARTED, stream } from "./support/oddServer.ts";
import { ScopePage } from "./support/scopePage.ts";

// What is chosen for a request, and the bytes that the agent gets for it. One page for all: the choices are what is tested, not how it starts.

/** What each kind of attachment is by its first bytes, and how those go out. */
const FILES = [
  ["image", "photo.png", "89504e470d0a1a0a", "image/png", "iVBORw0KGgo="],
  ["audio", "talk.mp3", "494433", "audio/mpeg", "SUQz"],
  ["video", "clip.mp4", "0000001866747970", "video/mp4", "AAAAGGZ0eXA="],
  ["document", "paper.pdf", "255044462d", "application/pdf", "JVBERi0="],
] as const;
/** What came in a paste and in a drop. */
const GIVEN = [
  ["image", "paste.gif", "image/gif"],
  ["audio", "drop.wav", "audio/wav"],
] as const;
/** What stands at an address. */
const LINKED = [
  ["image", "p.jpg", "image/jpeg"],
  ["audio", "a.ogg", "audio/ogg"],
  ["video", "v.webm", "video/webm"],
  ["document", "d.pdf", "application/pdf"],
] as const;
const at = (name: string): string => `https://example.test/${name}`;
const named = (name: string): string => `"metadata":{"filename":"${name}"}`;

const TEXT = '{"type":"text","text":"What is this?"}';
const MEDIA = [
  TEXT,
  ...FILES.map(
    ([kind, name, , type, data]) =>
      `{"type":"${kind}","source":{"type":"data","value":"${data}","mimeType":"${type}"},${named(name)}}`,
  ),
  ...GIVEN.map(
    ([kind, name, type]) =>
      `{"type":"${kind}","source":{"type":"data","value":"AQID","mimeType":"${type}"},${named(name)}}`,
  ),
  ...LINKED.map(
    ([kind, name, type]) =>
      `{"type":"${kind}","source":{"type":"url","value":"${at(name)}","mimeType":"${type}"},${named(name)}}`,
  ),
  '{"type":"document","source":{"type":"file","value":"file-1","provider":"openai","mimeType":"application/pdf"}}',
].join(",");
const BINARY = [
  TEXT,
  ...FILES.map(
    ([, name, , type, data]) => `{"type":"binary","mimeType":"${type}","data":"${data}","filename":"${name}"}`,
  ),
  ...GIVEN.map(([, name, type]) => `{"type":"binary","mimeType":"${type}","data":"AQID","filename":"${name}"}`),
  ...LINKED.map(([, name, type]) => `{"type":"binary","mimeType":"${type}","url":"${at(name)}","filename":"${name}"}`),
  '{"type":"binary","mimeType":"application/pdf","id":"file-1"}',
].join(",");

/** Gives a field a file as a paste or a drop does. */
const give = (field: Locator, [, name, type]: (typeof GIVEN)[number]): Promise<void> =>
  field.evaluate(
    (element, [file, mime]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array([1, 2, 3])], file, { type: mime }));
      const options = { bubbles: true, cancelable: true };
      if (file.startsWith("drop")) {
        element.dispatchEvent(new DragEvent("dragover", { ...options, dataTransfer: data }));
        element.dispatchEvent(new DragEvent("drop", { ...options, dataTransfer: data }));
      } else element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
    },
    [name, type] as const,
  );

/** A request of the first run of a thread. */
interface Row {
  readonly name: string;
  readonly fields?: "camelCase" | "snake_case" | "only messages";
  readonly ceiling?: string;
  readonly state?: "As it is" | "None" | { readonly edited: string };
  readonly parts?: "as 1.0 parts" | "as binary parts" | "none";
  readonly sent: string;
}

const REST = '"tools":[],"context":[],"forwardedProps":{}';
const plain = (content: string, state = '"state":{},', version = ""): string =>
  `{"threadId":"#1","runId":"#2",${version}${state}"messages":[{"id":"#3","role":"user","content":${content}}],${REST}}`;
const HELLO = '"What is this?"';

const ROWS: readonly Row[] = [
  { name: "parts of 1.0", parts: "as 1.0 parts", sent: plain(`[${MEDIA}]`) },
  { name: "binary parts", parts: "as binary parts", sent: plain(`[${BINARY}]`) },
  { name: "a ceiling below media", ceiling: "0.0.39", sent: plain(HELLO) },
  { name: "no attachments", parts: "none", ceiling: "", sent: plain(HELLO) },
  { name: "the version said", ceiling: "1.0", sent: plain(HELLO, '"state":{},', '"protocolVersion":"1.0",') },
  { name: "before subagents", ceiling: "0.0.57", sent: plain(HELLO) },
  { name: "before THINKING went", ceiling: "0.0.45", sent: plain(HELLO) },
  {
    name: "snake_case",
    ceiling: "1.0",
    fields: "snake_case",
    sent:
      '{"thread_id":"#1","run_id":"#2","protocol_version":"1.0","state":{},' +
      `"messages":[{"id":"#3","role":"user","content":${HELLO}}],"tools":[],"context":[],"forwarded_props":{}}`,
  },
  {
    name: "only messages",
    fields: "only messages",
    ceiling: "",
    sent: `{"messages":[{"id":"#1","role":"user","content":${HELLO}}]}`,
  },
  {
    name: "a state of one's own",
    fields: "camelCase",
    // As it was typed.
    state: { edited: '{"b": 1.0, "a": [null]}' },
    sent: plain(HELLO, '"state":{"b": 1.0, "a": [null]},'),
  },
  { name: "no state", state: "None", sent: plain(HELLO, "") },
];

test("each choice for a request reaches the agent to the byte", async ({ page }) => {
  const server = await OddServer.start(
    stream(STARTED + frame({ type: "STATE_SNAPSHOT", snapshot: { n: 1 } }) + FINISHED),
  );
  try {
    const scope = new ScopePage(page);
    await scope.open();
    await scope.endpoint.fill(server.url);
    await scope.message.fill("What is this?");
    const group = page.getByRole("group", { name: "Attachments" });
    const form = page.getByRole("group", { name: "Body form" });
    const state = page.getByRole("radiogroup", { name: "State to send" });
    await page.getByRole("button", { name: "Attach", exact: true }).click();
    const chooser = page.waitForEvent("filechooser");
    await group.getByRole("button", { name: "Choose files" }).click();
    // What a file is told as is left to its first bytes.
    await (
      await chooser
    ).setFiles(FILES.map(([, name, hex]) => ({ name, mimeType: "", buffer: Buffer.from(hex, "hex") })));
    const attached = group.getByRole("listitem");
    await expect(attached).toHaveCount(4);
    for (const [place, given] of GIVEN.entries()) {
      await give(scope.message, given);
      await expect(attached).toHaveCount(5 + place);
    }
    for (const [, name] of LINKED) {
      await group.getByRole("textbox", { name: "Address of an attachment" }).fill(at(name));
      await page.keyboard.press("Enter");
    }
    await group.getByRole("combobox", { name: "Where the attachment is" }).selectOption("with a provider");
    await group.getByRole("textbox", { name: "Handle of an attachment" }).fill("file-1");
    await group.getByRole("textbox", { name: "Media type of an attachment" }).fill("application/pdf");
    await group.getByRole("textbox", { name: "Provider of an attachment" }).fill("openai");
    await group.getByRole("button", { name: "Attach it" }).click();
    await expect(attached).toHaveCount(11);

    const run = async (): Promise<string> => {
      const before = server.bodies.length;
      await scope.run.click();
      await expect.poll(() => server.bodies.length).toBe(before + 1);
      await scope.endsWith(/^Finished/);
      return numbered(server.bodies.slice(-1))[0] ?? "";
    };
    for (const row of ROWS) {
      await test.step(row.name, async () => {
        const parts = group.getByRole("combobox", { name: "Form of the attachments" });
        if (row.parts === "none") {
          const remove = group.getByRole("button", { name: /^Remove / });
          for (let left = await attached.count(); left > 0; left--) {
            await remove.first().click();
            await expect(attached).toHaveCount(left - 1);
          }
        } else if (row.parts) await parts.selectOption(row.parts);
        if (row.fields) await form.getByRole("combobox", { name: "Fields" }).selectOption(row.fields);
        if (row.ceiling !== undefined)
          await form.getByRole("combobox", { name: "Agent’s version" }).selectOption(row.ceiling);
        if (typeof row.state === "object") {
          await state.getByRole("radio", { name: "Edited" }).check();
          await page.getByRole("textbox", { name: "State as JSON" }).fill(row.state.edited);
        } else if (row.state) await state.getByRole("radio", { name: row.state }).check();
        expect(await run()).toBe(row.sent);
        await page.getByRole("button", { name: "New thread" }).click();
        await scope.message.fill("What is this?");
      });
    }

    // As it is now: what the agent has made of it.
    await state.getByRole("radio", { name: "As it is" }).check();
    expect(await run()).toBe(plain(HELLO));
    expect(await run()).toContain('"state":{"n":1},"messages":[{');
  } finally {
    await server.stop();
  }
});
