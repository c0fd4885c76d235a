import { expect } from "@playwright/test";
import { STARTED } from "../../support/encodedEvents.ts";
import type { Place } from "./journey.ts";
import { called, leaving, said } from "./story.ts";

// Tools of the page, and an agent that calls them.

/** What tools are called with unless it is told otherwise: the defaults of their parameters. */
export const ARGS = '{"city":"Riga"}';
const PARAMETERS = '{"type":"object","properties":{"city":{"type":"string","default":"Riga"}},"required":["city"]}';

/** `tools` of a request that offers these. */
export const offered = (...names: readonly string[]): string =>
  `[${names.map((name) => `{"name":"${name}","description":"Of ${name}","parameters":${PARAMETERS}}`).join(",")}]`;

/** Brings tools with their plans into the page, as a file of them does. */
export async function importTools({ page }: Place, tools: readonly object[]): Promise<void> {
  await page.getByRole("tab", { name: "Tools" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  const full = tools.map((tool) => ({ parametersText: PARAMETERS, ...tool }));
  const file = { format: "agui-scope/tools", version: 1, name: "", tools: full };
  await page.getByRole("textbox", { name: "Tools as JSON" }).fill(JSON.stringify(file));
  await page.getByRole("button", { name: "Add to this set" }).click();
  await expect(page.getByRole("tab", { name: /^Tools/ })).toContainText(`${tools.length} on`);
  await page.getByRole("tab", { name: "Input" }).click();
}

/** A tool with a plan, as it stands in a file. */
export const tool = (name: string, plan: object): object => ({ name, description: `Of ${name}`, plan });

/** What the agent says before it calls. */
export const intro = (...names: readonly string[]): string =>
  `Your app has to do this: I call ${names.map((name) => `\`${name}\``).join(" and ")}.`;

/** The call of a tool that an agent makes in a run of this letter, which is in its ids. */
const callId = (run: string, nth = 1): string => `call_${run}_${nth}`;

/** A run that calls tools with these arguments and leaves them to the client. */
export function asking(names: readonly string[], { run = "x", args = ARGS } = {}): readonly object[] {
  const text = `msg_${run}_1`;
  return [
    STARTED,
    ...said(text, intro(...names)),
    ...names.flatMap((name, at) => called(callId(run, at + 1), name, text, args)),
    ...(names.length > 2 ? said(`msg_${run}_2`, "I go on when I have all of them.") : []),
    leaving(...names.map((_, at) => callId(run, at + 1))),
  ];
}
