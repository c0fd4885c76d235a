import { expect, it } from "vitest";
import { howToPoint } from "./howToPoint.ts";

const codes = (scope: string): string =>
  howToPoint("http://127.0.0.1:4801/", scope)
    .map(({ code }) => code)
    .join("\n");

it("names the recorder's address in each way but the tap, and the server in the tap alone where it must", () => {
  expect(codes("http://127.0.0.1:4700/#/live").match(/127\.0\.0\.1:4801/g)).toHaveLength(3);
  expect(codes("http://127.0.0.1:4700/#/live")).toContain("tapFetch()");
  expect(codes("http://127.0.0.1:5000/#/live")).toContain('tapFetch({ scope: "http://127.0.0.1:5000" })');
});
