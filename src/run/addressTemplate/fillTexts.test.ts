import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TransportSignal } from "#src/transport/types.ts";
import type { RequestDraft } from "../types.ts";
import { fillAddress } from "./fillAddress.ts";
import { fillDraft } from "./fillDraft.ts";
import { fillText } from "./fillText.ts";
import { secretsHidden, signalHidden } from "./hideSecrets.ts";
import { holdsNamesOnly } from "./holdsNamesOnly.ts";

const variable = (name: string, value: string, secret = false) => ({ name, value, secret });
const ENVIRONMENT = [variable("USER", 'Zoë "Z"'), variable("TOKEN", "hunter2", true), variable("EMPTY", "")];

describe("a text with variables", () => {
  it("gets the values that there are, and says what is missing and what is secret", () => {
    expect(fillText("Bearer ${TOKEN} ${USER} ${NOWHERE} ${EMPTY} {id} ${} $USER", ENVIRONMENT)).toEqual({
      text: 'Bearer hunter2 Zoë "Z" ${NOWHERE} ${EMPTY} {id} ${} $USER',
      missing: ["NOWHERE", "EMPTY"],
      secrets: ["TOKEN"],
    });
  });

  it("is no secret itself while it holds names only", () => {
    for (const text of ["${A}", "Bearer ${A}", " token  ${A}${B} "]) expect(holdsNamesOnly(text)).toBe(true);
    for (const text of ["", "Bearer ", "Bearer x${A}", "${A}.x", "$A", "{A}"]) expect(holdsNamesOnly(text)).toBe(false);
  });
});

describe("a draft", () => {
  const draft: RequestDraft = {
    message: "${USER}",
    threadId: "t",
    runId: "",
    stateText: undefined,
    context: [{ id: "1", description: "who", value: "It is ${USER}" }],
    forwardedPropsText: '{"who":"${USER}","other":"${NOWHERE}"}',
    bodyText: undefined,
  };

  it("has the values in its context and, as JSON, in its forwarded props, and nowhere else", () => {
    const filled = fillDraft(draft, ENVIRONMENT);
    expect(filled.problems).toEqual([]);
    expect(filled.draft.message).toBe("${USER}");
    expect(filled.draft.context[0]?.value).toBe('It is Zoë "Z"');
    expect(JSON.parse(filled.draft.forwardedPropsText)).toEqual({ who: 'Zoë "Z"', other: "${NOWHERE}" });
    expect(fillDraft(draft, []).draft).toBe(draft);
    const edited = { ...draft, bodyText: "${USER}" };
    expect(fillDraft(edited, ENVIRONMENT).draft).toBe(edited);
  });

  it("gets no secret, because recordings keep bodies, and says so", () => {
    const filled = fillDraft({ ...draft, forwardedPropsText: '{"key":"${TOKEN}"}' }, ENVIRONMENT);
    expect(filled.draft.forwardedPropsText).toBe('{"key":"${TOKEN}"}');
    expect(filled.problems).toMatchObject([{ severity: "error", pointer: "/forwardedProps" }]);
    expect(JSON.stringify(filled)).not.toContain("hunter2");
  });
});

describe("the secrets of an address", () => {
  const environment = [variable("KEY", "it's a/b", true), variable("LONG", "it's a/b c", true)];
  const filled = fillAddress("http://a/${LONG}/x?key=${KEY}", { path: new Map(), environment });
  const hide = secretsHidden(filled);

  it("stand as names wherever what is kept repeats them, in either way of writing", () => {
    const told: readonly TransportSignal[] = [
      {
        type: "request",
        request: { method: "POST", url: filled.url ?? "", headers: [], body: "{}", startedAt: 0, via: "direct" },
      },
      {
        type: "response",
        time: 1,
        response: {
          status: 307,
          statusText: "",
          headers: [
            { name: "Location", value: "/y?key=it%27s%20a%2Fb" },
            { name: "x-other", value: "1" },
          ],
          url: new URL(filled.url ?? "").href,
          redirected: true,
        },
      },
      { type: "end", time: 2, reason: "reset", message: `lost ${filled.url}`, frames: [], notes: [] },
    ];
    const kept = told.map((signal) => (hide ? signalHidden(signal, filled.shown, hide) : signal));
    expect(kept).toMatchObject([
      { request: { url: "http://a/${LONG}/x?key=${KEY}" } },
      {
        response: {
          url: "http://a/${LONG}/x?key=${KEY}",
          headers: [{ value: "/y?key=${KEY}" }, { value: "1" }],
        },
      },
      { message: "lost http://a/${LONG}/x?key=${KEY}" },
    ]);
  });

  it("are told apart where one is in another, or in the name of another", () => {
    const secrets = fc.dictionary(fc.stringMatching(/^[A-C]{1,3}$/), fc.stringMatching(/^[A-C$'.+*]{1,4}$/), {
      minKeys: 1,
    });
    const property = fc.property(
      secrets,
      fc.array(fc.string({ unit: fc.constantFrom("A", "x", "'", "$") })),
      (values, between) => {
        const pieces = Object.entries(values).map(([secret, text]) => ({ text, secret }));
        const hideAll = secretsHidden({ pieces });
        const plain = `${between.join(" ")} ${Object.values(values).join(" ")} ${between.join("_")}`;
        const hidden = hideAll?.(plain) ?? "";
        // Nothing is left beside the names of a value, and who puts the values back has the text again.
        const [first = "", ...rest] = hidden.split(/\$\{([A-C]+)\}/);
        const others = [first, ...rest.filter((_, at) => at % 2 === 1)];
        for (const value of Object.values(values)) for (const other of others) expect(other).not.toContain(value);
        expect(hidden.replaceAll(/\$\{([A-C]+)\}/g, (_, name: string) => values[name] ?? "?")).toBe(plain);
      },
    );
    fc.assert(property);
  });

  it("are none where it has none", () => {
    expect(secretsHidden(fillAddress("http://a/", { path: new Map(), environment }))).toBeUndefined();
  });
});
