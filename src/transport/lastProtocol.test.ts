import { expect, it } from "vitest";
import { lastProtocolOf } from "./lastProtocol.ts";

it("takes the last answer of the same origin that tells its protocol", () => {
  const timings = [
    { name: "https://agent.test/a", nextHopProtocol: "http/1.1" },
    { name: "https://agent.test/b", nextHopProtocol: "h2" },
    { name: "https://agent.test/c", nextHopProtocol: "" },
    { name: "https://other.test/", nextHopProtocol: "h3" },
    { name: "first-paint" },
  ];
  expect(lastProtocolOf("https://agent.test/run", timings)).toBe("h2");
  expect(lastProtocolOf("http://agent.test/run", timings)).toBe("");
  expect(lastProtocolOf("", timings)).toBe("");
});
