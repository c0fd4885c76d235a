import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { tapFetch } from "#src/tap/tap.ts";
import { type Intake, serve, startIntake, stopAll } from "./support/tapIntake.ts";

const MIB = 1024 * 1024;

afterEach(stopAll);

const input = '{"threadId":"t","messages":[]}';
const run: RequestInit = { method: "POST", body: input };

/** Both ways to make a call, so that what an app gets can be compared. */
async function ways(): Promise<{ intake: Intake; scope: string; tap: typeof fetch; both: readonly (typeof fetch)[] }> {
  const { intake, scope } = await startIntake();
  const tap = tapFetch({ scope, all: true });
  return { intake, scope, tap, both: [fetch, tap] };
}

/** Everything that a response says of itself before its body is read. */
const described = (response: Response) => ({
  status: response.status,
  statusText: response.statusText,
  ok: response.ok,
  url: response.url,
  redirected: response.redirected,
  type: response.type,
  headers: [...response.headers].filter(([name]) => name !== "date"),
  cookies: response.headers.getSetCookie(),
  bodyUsed: response.bodyUsed,
  hasBody: response.body !== null,
  isResponse: response instanceof Response,
});

describe("a tapped response", () => {
  it("says the same of itself, and so does its clone", async () => {
    const url = await serve((request, response) => {
      if (request.url === "/") response.writeHead(307, { location: "/there" }).end();
      else
        response
          .writeHead(
            201,
            "Made",
            [
              ["Set-Cookie", "a=1"],
              ["Set-Cookie", "b=2"],
            ].flat(),
          )
          .end("there");
    });
    const { both, intake } = await ways();
    const [plain, tapped] = await Promise.all(both.map((each) => each(url, run)));
    if (plain === undefined || tapped === undefined) throw new Error("There are two ways.");
    expect(described(tapped)).toEqual(described(plain));
    const [plainCopy, tappedCopy] = [plain.clone(), tapped.clone()];
    expect(described(tappedCopy)).toEqual(described(plainCopy));
    expect(described(tappedCopy.clone())).toEqual(described(plainCopy.clone()));
    expect([await tappedCopy.text(), await tapped.text()]).toEqual([await plainCopy.text(), await plain.text()]);
    expect(tapped.bodyUsed).toBe(true);
    expect(() => tapped.clone()).toThrow(TypeError);
    await expect(tapped.text()).rejects.toThrow(TypeError);
    expect(() => tapped.headers.set("a", "b")).toThrow(TypeError);
    const [seen] = await intake.ended();
    expect(seen?.response?.response).toMatchObject({ status: 201, url: `${url}/there`, redirected: true });
    // The copies share one body, and it is told once.
    expect(seen?.text).toBe("there");
  });

  it.each([204, 304])("has no body where %i has none", async (status) => {
    const url = await serve((_, response) => void response.writeHead(status).end());
    const { both, intake } = await ways();
    const [plain, tapped] = await Promise.all(both.map(async (each) => described(await each(url, run))));
    expect(tapped).toEqual(plain);
    const [seen] = await intake.ended();
    expect(seen?.end?.reason).toBe("complete");
    expect(seen?.bytes).toHaveLength(0);
  });

  it.each(["json", "blob", "arrayBuffer", "formData", "text"] as const)("can be read as %s", async (how) => {
    const url = await serve((_, response) => {
      const isForm = how === "formData";
      response.writeHead(200, { "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json" });
      response.end(isForm ? "a=1&b=%C3%A4" : '{"a":"ä"}');
    });
    const { both } = await ways();
    const plainly = async (each: typeof fetch): Promise<unknown> => {
      const value = (await (await each(url, run))[how]()) as unknown;
      if (value instanceof Blob) return [value.type, await value.text()];
      return value instanceof FormData ? [...value] : value;
    };
    const [plain, tapped] = await Promise.all(both.map(plainly));
    expect(tapped).toEqual(plain);
  });

  it("can be read into buffers of the reader's", async () => {
    const sent = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251));
    const url = await serve((_, response) => void response.end(sent));
    const { tap, intake } = await ways();
    const reader = (await tap(url, run)).body?.getReader({ mode: "byob" });
    const parts: Uint8Array[] = [];
    for (;;) {
      const { done, value } = (await reader?.read(new Uint8Array(777))) ?? { done: true, value: undefined };
      if (value !== undefined) parts.push(value);
      if (done) break;
    }
    expect(Buffer.concat(parts)).toEqual(sent);
    expect((await intake.ended())[0]?.bytes).toEqual(sent);
  });

  it("is the same bytes however they were cut and however they are read", async () => {
    const { tap, intake, scope } = await ways();
    const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(pieces, fc.boolean(), fc.nat({ max: 14 }), async (chunks, asBytes, reads) => {
        const body = new ReadableStream<Uint8Array>({
          ...(asBytes ? { type: "bytes" as const } : {}),
          start(controller: ReadableStreamController<Uint8Array>) {
            for (const chunk of chunks) if (!asBytes || chunk.length > 0) controller.enqueue(chunk.slice());
            controller.close();
          },
        } as unknown as UnderlyingDefaultSource<Uint8Array>);
        const made = tapFetch({ scope, all: true, fetch: async () => new Response(body) });
        const response = await made("http://agent.invalid/", run);
        const reader = response.body?.getReader();
        const read: Uint8Array[] = [];
        let isOver = false;
        while (!isOver && read.length < reads) {
          const { done, value } = (await reader?.read()) ?? { done: true };
          if (value !== undefined) read.push(value);
          isOver = done;
        }
        if (!isOver) await reader?.cancel();
        const all = Buffer.concat(chunks);
        expect(Buffer.concat(read)).toEqual(isOver ? all : all.subarray(0, Buffer.concat(read).length));
        count++;
        const seen = (await intake.ended(count)).at(-1);
        expect(seen?.bytes).toEqual(Buffer.concat(read));
        expect(seen?.end?.reason).toBe(isOver ? "complete" : "aborted");
      }),
      { numRuns: 60 },
    );
    expect(tap).not.toBe(fetch);
  });

  it("reads nothing that the app has not asked for", async () => {
    const { scope } = await startIntake();
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          pulls++;
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    const response = await tapFetch({ scope, all: true, fetch: async () => new Response(body) })(
      "http://a.invalid/",
      run,
    );
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.read();
    await new Promise(setImmediate);
    expect(pulls).toBe(2);
    await reader?.cancel();
  });

  it("is over at once when the app aborts, read or not", async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 0123456789\n\n");
    });
    const { both, intake } = await ways();
    const after = both.map(async (each) => {
      const abort = new AbortController();
      const reader = (await each(url, { ...run, signal: abort.signal })).body?.getReader({ mode: "byob" });
      const first = await reader?.read(new Uint8Array(5));
      abort.abort();
      const error: unknown = await reader?.closed.catch((thrown: unknown) => thrown);
      const next: unknown = await reader?.read(new Uint8Array(5)).catch((thrown: unknown) => thrown);
      return [Buffer.from(first?.value ?? []).toString(), String(error), error === next];
    });
    const [plain, tapped] = await Promise.all(after);
    expect(plain).toEqual(["data:", "AbortError: This operation was aborted", true]);
    expect(tapped).toEqual(plain);
    expect((await intake.ended())[0]?.end).toMatchObject({ reason: "aborted" });
  });

  it("is passed on as it is where it is none of the platform's", async () => {
    const { scope, intake } = await startIntake();
    const odd = { status: 200, statusText: "", headers: new Headers(), url: "", redirected: false, body: { pipe: 1 } };
    const made = tapFetch({ scope, all: true, fetch: async () => odd as unknown as Response });
    expect(await made("http://a.invalid/", run)).toBe(odd);
    expect((await intake.ended())[0]?.end).toMatchObject({ reason: "reset" });
  });
});

describe("what is told", () => {
  it("is only what looks like a run, unless all is asked for", async () => {
    const url = await serve((_, response) => void response.end("x"));
    const { intake, scope } = await startIntake();
    const tap = tapFetch({ scope });
    const post = (body: BodyInit): RequestInit => ({ method: "POST", body });
    await (await tap(`${url}/1`)).text();
    await (await tap(`${url}/2`, post('{"q":"threadId messages"}'))).text();
    await (
      await tap(new Request(`${url}/3`, { ...post("{}"), headers: { "content-type": "application/json" } }))
    ).text();
    await (await tap(`${url}/4`, run)).text();
    await (await tap(`${url}/5`, { headers: { accept: "text/event-stream" } })).text();
    await (await tap(new URL(`${url}/6`), post(new TextEncoder().encode(input)))).text();
    await (await tapFetch({ scope, all: true })(`${url}/7/info`)).text();
    const seen = await intake.ended(4);
    expect(seen.map(({ request }) => [request?.request.url.slice(url.length), request?.source.kind])).toEqual([
      ["/4", "run"],
      ["/5", "other"],
      ["/6", "run"],
      ["/7/info", "info"],
    ]);
    expect(seen[2]?.request?.request.body).toBe(input);
  });

  it("goes on while a body that cannot be read is sent", async () => {
    const url = await serve((request, response) => void request.pipe(response));
    const { intake, tap } = await ways();
    const form = new FormData();
    form.append("a", "1");
    expect(await (await tap(url, { method: "POST", body: form })).text()).toContain('name="a"');
    const [seen] = await intake.ended();
    expect(seen?.request?.request.body).toBe("");
    expect(seen?.request?.source.client).toBe("tapFetch; its body could not be read");
  });

  it("does not mirror the mirror where a tap has taken the place of fetch", async () => {
    const url = await serve((_, response) => void response.end("x"));
    const { intake, scope } = await startIntake();
    const platform = globalThis.fetch;
    try {
      globalThis.fetch = tapFetch({ scope, all: true });
      globalThis.fetch = tapFetch({ scope, all: true, name: "outer" });
      await (await fetch(url, run)).text();
      await intake.ended(2);
      await (await fetch(url, run)).text();
      const seen = await intake.ended(4);
      expect(seen.map(({ request }) => request?.request.url)).toEqual(Array(4).fill(`${url}/`));
    } finally {
      globalThis.fetch = platform;
    }
  });
});

describe("a Scope that does not read", () => {
  it("slows nothing, and what was dropped for it is counted", async () => {
    const total = 40 * MIB;
    const block = Buffer.alloc(MIB, "x");
    const url = await serve((request, response) => {
      const size = request.url === "/small" ? MIB : total;
      for (let sent = 0; sent < size; sent += MIB) response.write(block);
      response.end();
    });
    const { intake, tap } = await ways();
    await (await tap(`${url}/small`, run)).text();
    await intake.ended();

    let open: () => void = () => undefined;
    intake.gate = new Promise((resolve) => (open = resolve));
    const received = (await (await tap(`${url}/large`, run)).arrayBuffer()).byteLength;
    // The app has all of it although nobody read what was mirrored.
    expect(received).toBe(total);
    open();
    const large = (await intake.ended(2)).at(-1);
    expect(large?.bytes.length).toBeGreaterThan(0);
    expect(large?.bytes.length).toBeLessThanOrEqual(17 * MIB);
    const dropped = total - (large?.bytes.length ?? 0);
    expect(large?.end).toMatchObject({
      reason: "reset",
      message: `the tap dropped ${dropped} bytes; the app's own stream ended: complete`,
    });
  });
});
