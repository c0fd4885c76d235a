import { messageOf } from "#src/transport/errorWords.ts";

/** Code that comes late could not be had: its server is gone, or is another one by now. */
export const partNotLoaded = (error: unknown): string =>
  `A part of the page could not be loaded (${messageOf(error)}): look whether the server of AG-UI Scope is still running, then reload this page.`;
