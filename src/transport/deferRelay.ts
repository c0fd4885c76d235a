import { err } from "#src/lib/result.ts";
import { messageOf } from "./errorWords.ts";
import type { RelayClient, RelayRefusal } from "./relayClient.ts";

/** A relay client whose code is on its way. Where it cannot be had, every answer says so. */
export function deferRelay(loaded: Promise<RelayClient>): Pick<RelayClient, "session" | "allow" | "forget" | "call"> {
  const whyNot = (error: unknown): string =>
    `A part of AG-UI Scope could not be loaded from its own server (${messageOf(error)}). Start it again and reload this page.`;
  /** Asks where there is someone to ask. */
  const ask = async <T, E>(
    what: (client: RelayClient) => Promise<T>,
    otherwise: (why: string) => E,
  ): Promise<T | E> => {
    let client: RelayClient;
    try {
      client = await loaded;
    } catch (error) {
      return otherwise(whyNot(error));
    }
    return what(client);
  };
  const refuse = (message: string): ReturnType<typeof err<RelayRefusal>> => err({ code: "RELAY_GONE", message });
  return {
    session: () => ask((client) => client.session(), err),
    allow: (url) => ask((client) => client.allow(url), err),
    forget: (origin) => ask((client) => client.forget(origin), err),
    call: (request, onRecord, signal) => ask((client) => client.call(request, onRecord, signal), refuse),
  };
}
