import { expect, it } from "vitest";
import { ok } from "#src/lib/result.ts";
import { deferRelay } from "./deferRelay.ts";
import { RelayClient } from "./relayClient.ts";

it("asks the client once it is there", async () => {
  const client = new RelayClient({
    base: "http://127.0.0.1:1",
    fetch: () => Promise.resolve(Response.json({ token: "t", targets: ["http://a.test"], version: "1" })),
  });
  const relay = deferRelay(Promise.resolve(client));
  expect(await relay.session()).toEqual(ok({ token: "t", targets: ["http://a.test"], version: "1" }));
});

it("says of every question that the code could not be had", async () => {
  const relay = deferRelay(Promise.reject(new Error("404")));
  const error = expect.stringContaining("could not be loaded from its own server (404)");
  expect(await relay.session()).toEqual({ ok: false, error });
  expect(await relay.allow("http://a.test")).toEqual({ ok: false, error });
  expect(await relay.forget()).toEqual({ ok: false, error });
  const request = { url: "http://a.test", method: "GET", headers: [] } as const;
  const called = await relay.call(request, () => undefined, new AbortController().signal);
  expect(called).toEqual({ ok: false, error: { code: "RELAY_GONE", message: error } });
});
