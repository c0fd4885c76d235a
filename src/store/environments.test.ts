import { beforeAll, describe, expect, it } from "vitest";
import { Bench, settle } from "./benchForTests.ts";
import { addressOrigin, loadAddressCode } from "./address.ts";
import { connectionOf } from "./connection.ts";
import { headersInUse } from "./headerProfiles.ts";

beforeAll(loadAddressCode);

const SECRET = "hunter 2";
const variable = (name: string, value: string, secret = false) => ({ name, value, secret });
const VARIABLES = [
  variable("BASE", "http://localhost:8000/api"),
  variable("KEY", SECRET, true),
  variable("USER", "Zoë"),
];

/** A page whose address, header and context take values from an environment. */
function started() {
  const bench = new Bench();
  const store = bench.store();
  const { setEndpoint, addEnvironment, setPathValue, setHeaders, editDraft } = store.getState();
  setEndpoint("${BASE}/agents/{id}?key=${KEY}");
  const id = addEnvironment({ name: "local", variables: VARIABLES });
  setPathValue("id", "a/b");
  setHeaders([{ id: "1", name: "Authorization", value: "Bearer ${KEY}", remember: false }]);
  editDraft({ message: "hi", context: [{ id: "1", description: "user", value: "${USER}" }] });
  return { bench, store, id, state: () => store.getState() };
}

describe("an address with variables", () => {
  it("is sent to with its values, and kept with the names of its secrets", async () => {
    const { bench, state } = started();
    void state().run();
    await settle();
    expect(bench.sent.at(-1)).toMatchObject({
      url: "http://localhost:8000/api/agents/a%2Fb?key=hunter%202",
      headers: [{ name: "Authorization", value: `Bearer ${SECRET}` }],
    });
    expect(JSON.parse(bench.sent.at(-1)?.body ?? "")).toMatchObject({ context: [{ value: "Zoë" }] });
    bench.refuse(404, "");
    await settle();
    bench.paint();
    const { exchanges } = state().session.reading.log;
    expect(exchanges[0]?.request.url).toBe("http://localhost:8000/api/agents/a%2Fb?key=${KEY}");
    expect(exchanges[0]?.response?.url).not.toContain("hunter");
    expect(JSON.stringify([state().status, state().diagnosis, [...bench.storage.values()]])).not.toContain("hunter");
    expect([...bench.storage.values()].join("")).toContain("Bearer ${KEY}");

    // The same address again is the same recording, and another value of its path is another.
    const { session } = state();
    void state().run();
    await settle();
    expect(state().session).toBe(session);
    state().stop();
    bench.end("aborted");
    await settle();
    bench.paint();
    state().setPathValue("id", "c");
    void state().run();
    await settle();
    expect(state().session).not.toBe(session);
    state().stop();
  });

  it("is what the route, the form of the body and the headers are chosen for", () => {
    const { state } = started();
    expect(addressOrigin(state())).toBe("http://localhost:8000");
    state().setConnection({ route: "relay" });
    expect(connectionOf(state())).toMatchObject({ via: "relay", because: "choice" });
    state().setBodyForm({ shape: "minimal" });
    expect(Object.keys(state().bodyForms)).toEqual(["http://localhost:8000"]);
    state().addProfile("headers");
    expect(headersInUse(state())).toHaveLength(1);
    state().chooseEnvironment("");
    expect(addressOrigin(state())).toBeUndefined();
    expect(headersInUse(state())).toHaveLength(0);
  });

  it.each([
    ["an environment", (state: ReturnType<typeof started>["state"]) => state().chooseEnvironment(""), 'no "BASE"'],
    ["a value", (state: ReturnType<typeof started>["state"]) => state().setPathValue("id", ""), '"id" has no value'],
    [
      "a variable of a header",
      (state: ReturnType<typeof started>["state"]) =>
        state().setHeaders([{ id: "1", name: "X-Key", value: "${NOWHERE}", remember: false }]),
      "X-Key needs “NOWHERE”",
    ],
    [
      "a place for a secret",
      (state: ReturnType<typeof started>["state"]) => state().editDraft({ forwardedPropsText: '{"a":"${KEY}"}' }),
      "“KEY” is a secret",
    ],
    [
      "a scheme",
      (state: ReturnType<typeof started>["state"]) => state().setEndpoint("/only/a/path?key=${KEY}"),
      "is only a path",
    ],
  ])("is not sent to without %s", async (_what, take, reason) => {
    const { bench, state } = started();
    take(state);
    void state().run();
    await settle();
    bench.paint();
    expect(bench.sent).toHaveLength(0);
    expect(state().status.sentence).toContain(reason);
    expect(JSON.stringify(state().status)).not.toContain("hunter");
  });

  it("gets no variable from what a server lists", async () => {
    const { bench, state } = started();
    const url = "http://localhost:8000/${KEY}";
    const choices = [{ title: "x", description: "", url, call: "run" } as const];
    bench.found = { choices, runtime: undefined, capabilities: undefined, evidence: [] };
    await state().discover();
    expect(state().discovery?.found?.choices[0]?.url).toBe("http://localhost:8000/$%7BKEY%7D");
  });

  it("is what Discovery asks; what it tells holds names again", async () => {
    const { bench, state } = started();
    const url = "http://localhost:8000/api/agents/x?key=hunter%202";
    bench.found = {
      choices: [{ title: "x", description: "", url, call: "run" }],
      runtime: undefined,
      capabilities: undefined,
      evidence: [{ asked: `GET ${url}`, came: "HTTP 200", found: true }],
    };
    await state().discover();
    expect(bench.asked.at(-1)).toMatchObject({
      endpoint: "http://localhost:8000/api/agents/a%2Fb?key=hunter%202",
      headers: [{ value: `Bearer ${SECRET}` }],
    });
    expect(JSON.stringify(state().discovery)).not.toContain("hunter");
    const [choice] = state().discovery?.found?.choices ?? [];
    if (choice) state().pickChoice(choice);
    expect(state().endpoint).toBe("http://localhost:8000/api/agents/x?key=${KEY}");
  });
});

it("looks behind an answer at the real address, and tells of the shown one", async () => {
  const { bench, state } = started();
  bench.targets = ["http://localhost:8000"];
  state().setConnection({ route: "direct" });
  void state().run();
  await settle();
  bench.unreachable("Failed to fetch");
  await settle();
  bench.paint();
  await state().lookBehind();
  expect(bench.relayCalls.at(-1)?.url).toContain("key=hunter%202");
  expect(JSON.stringify(state().diagnosis)).not.toContain("hunter");
});

it("forgets the environment in use with its removal", () => {
  const { state, id } = started();
  state().changeEnvironment(id, { name: "mine" });
  expect(state().environments).toMatchObject([{ id, name: "mine" }]);
  state().removeEnvironment(id);
  expect(state()).toMatchObject({ environments: [], environmentId: "" });
});

it("comes back without the values of secrets", () => {
  const { bench } = started();
  const again = bench.store().getState();
  expect(again.environments[0]?.variables.map(({ value }) => value)).toEqual(["http://localhost:8000/api", "", "Zoë"]);
  expect(again.pathValues).toEqual({ id: "a/b" });
  expect(again.profiles[0]?.headers[0]).toMatchObject({ value: "Bearer ${KEY}", remember: false });
});
