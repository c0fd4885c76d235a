import { expect, it } from "vitest";
import { headerProblem } from "./checkTarget.ts";
import { forbiddenHeader } from "./forbiddenHeader.ts";

const NAMES =
  "Accept-Charset Accept-Encoding Access-Control-Request-Headers Access-Control-Request-Method Connection Content-Length Cookie Cookie2 Date DNT Expect Host Keep-Alive Origin Referer Set-Cookie TE Trailer Transfer-Encoding Upgrade Via Sec-Fetch-Mode Proxy-Authorization".split(
    " ",
  );

it.each(NAMES)("%s is refused, and it is explained why and what to do", (name) => {
  expect(headerProblem({ name, value: "x" })).toContain(`${name} is not sent`);
  expect(forbiddenHeader(name)).toMatchObject({
    why: expect.stringMatching(/\.$/) as string,
    instead: expect.stringMatching(/\.$/) as string,
  });
});

it.each(["Authorization", "X-API-Key", "User-Agent", "Accept", "Cookies", "Section"])("%s can be sent", (name) => {
  expect(headerProblem({ name, value: "x" })).toBeUndefined();
  expect(forbiddenHeader(name)).toBeUndefined();
});
