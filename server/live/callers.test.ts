import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { Callers } from "./callers.ts";

const call = (remoteAddress: string | undefined, headers: Record<string, string> = {}): IncomingMessage =>
  ({ headers: { host: "127.0.0.1:4700", ...headers }, socket: { remoteAddress } }) as unknown as IncomingMessage;

describe("callers", () => {
  it.each(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])("may come from %s", (address) => {
    expect(new Callers().refuse(call(address))).toBeUndefined();
  });

  it.each(["192.168.1.7", "::ffff:10.0.0.1", "2001:db8::1", "", undefined])(
    "may not come from %j, whatever Host they name",
    (address) => {
      expect(new Callers().refuse(call(address))).toMatchObject({ status: 403, code: "ADDRESS_REFUSED" });
    },
  );

  it.each([
    "http://localhost:3000",
    "https://127.0.0.1",
    "http://[::1]:5173",
    "http://app.localhost:8080",
    "http://127.1.2.3:80",
  ])("may be pages of %s", (origin) => {
    expect(new Callers().refuse(call("::1", { origin }))).toBeUndefined();
  });

  it.each(["https://example.com", "http://127.0.0.1.example.com", "http://localhost.example", "null", "", "file://"])(
    "may not be pages of %j",
    (origin) => {
      expect(new Callers().refuse(call("::1", { origin }))).toMatchObject({ code: "ORIGIN_REFUSED" });
    },
  );
});
