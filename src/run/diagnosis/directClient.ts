import { err, ok } from "#src/lib/result.ts";
import { messageOf } from "#src/transport/errorWords.ts";
import type { ProbeClient } from "./probe.ts";

/** Asks without a relay, with what the browser lets a page see: the page's own server, and others that allow it. */
export const directClient: ProbeClient = {
  async call({ url, method, headers }, onRecord, signal) {
    const exchange = "";
    try {
      const init = { method, headers: headers.map(({ name, value }): [string, string] => [name, value]), signal };
      const answer = await fetch(url, { ...init, credentials: "omit", cache: "no-store" });
      const { status, statusText, redirected } = answer;
      const told = Array.from(answer.headers, ([name, value]) => ({ name, value }));
      const response = { status, statusText, headers: told, url: answer.url, redirected };
      await onRecord({ type: "response", exchange, time: 0, response });
      const bytes = (await answer.body?.getReader().read())?.value;
      if (bytes) await onRecord({ type: "chunk", exchange, time: 0, bytes });
      return ok(undefined);
    } catch (error) {
      return err({ code: signal.aborted ? "ABORTED" : "", message: messageOf(error) });
    }
  },
};
