import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import { FINISHED, frame, isRequest, LiveHarness, RUN, STARTED } from "./liveHarness.ts";

type LiveRequest = Extract<RelayRecord, { type: "request" }>;

let scope: LiveHarness;
beforeEach(async () => {
  scope = await LiveHarness.start();
});
afterEach(() => scope.stop());

const STREAMS = 20;
const EVENTS = 500;

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The answer of one stream; every stream says something else. */
function* answer(stream: string): Generator<string> {
  yield STARTED;
  for (let index = 0; index < EVENTS; index++) {
    yield frame({ type: "TEXT_MESSAGE_CHUNK", messageId: stream, role: "assistant", delta: `word ${index} ` });
  }
  yield FINISHED;
}

// The full size, 50 streams at 2,000 events a second each for 10 s, is `npm run bench -- --load`.
it("loses nothing of many streams at once, for the apps and for two pages", async () => {
  const url = await scope.agent((res, _body, req) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    const pieces = answer(req.url ?? "");
    const more = (): void => {
      for (let next = pieces.next(); ; next = pieces.next()) {
        if (next.done === true) return void res.end();
        if (!res.write(next.value)) return void res.once("drain", more);
      }
    };
    more();
  });
  const [recorder, early, other] = await Promise.all([scope.record(url), scope.page(), scope.page()]);
  const expected = Array.from({ length: STREAMS }, (_, stream) => [...answer(`/${stream}`)].join(""));
  const answers = await Promise.all(
    expected.map(async (_, stream) =>
      (await fetch(`${recorder.address}${stream}`, { method: "POST", body: RUN })).text(),
    ),
  );
  expect(answers.map(hash)).toEqual(expected.map(hash));
  for (const page of [early, other, await scope.page()]) {
    for (let stream = 0; stream < STREAMS; stream++) {
      const { exchange } = await page.until(
        (record): record is LiveRequest => isRequest(record) && record.request.url.endsWith(`/${stream}`),
      );
      expect(await page.end(exchange)).toMatchObject({ reason: "complete" });
      expect(hash(page.text(exchange))).toBe(hash(expected[stream] ?? ""));
      const times = page.records.flatMap((record) =>
        record.type === "chunk" && record.exchange === exchange ? [record.time] : [],
      );
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  }
});
