import { expect, it } from "vitest";
import { parseJson } from "#src/lib/json.ts";
import { readCapabilities } from "./capabilities.ts";

it("reads what is nested without end as far as anybody nests features", () => {
  const json = parseJson(`{"tools":{"supported":true,"x":${'{"a":'.repeat(50_000)}true${"}".repeat(50_002)}`);
  expect(readCapabilities(json, false)?.yes).toEqual(["tools.supported"]);
});
