import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { AguiEvent } from "#src/protocol/events.ts";
import { jsonDiff } from "#src/lib/jsonDiff.ts";
import { describeChange } from "#src/reconstruction/describeChange.ts";
import { lastChangeOf, touchedBy } from "#src/reconstruction/pathHistory.ts";
import { Reconstruction } from "#src/reconstruction/reconstruction.ts";
import { chaosArbitrary, deepFreeze, reconstruct, streamArbitrary } from "./reconstructionStreams.ts";

// Many runs each, on machines that may be busy: the time limit is for a hang.
vi.setConfig({ testTimeout: 120_000 });

describe("views of generated streams", () => {
  it("after event n, in any order of looking, equal a fold of the first n events alone", () => {
    const lookups = fc.array(fc.nat(), { minLength: 1, maxLength: 8, size: "max" });
    // Several copies in a row cross keyframes, which are 64 events apart.
    const streams = fc.array(streamArbitrary, { minLength: 1, maxLength: 4, size: "max" }).map((parts) => parts.flat());
    fc.assert(
      fc.property(streams, lookups, (events, numbers) => {
        const { reconstruction } = reconstruct(events);
        for (const number of numbers) {
          const seq = number % (events.length + 1);
          const { reconstruction: alone } = reconstruct(events.slice(0, seq));
          expect(reconstruction.viewAt(seq)).toEqual(alone.viewAt(seq));
          expect(reconstruction.viewAt(seq)).toBe(reconstruction.viewAt(seq));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("while events come, looked at now and then, equal a fold of the events so far alone", () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.oneof(streamArbitrary, chaosArbitrary), pauses, fc.nat(), (events, steps, number) => {
        const reconstruction = new Reconstruction(
          (seq) => events[seq - 1],
          () => {},
        );
        reconstruction.beginExchange(1, undefined);
        let next = 0;
        events.forEach((event, index) => {
          reconstruction.apply(index + 1, event);
          if (index < next) return;
          next = index + (steps[index % steps.length] as number);
          const { reconstruction: alone } = reconstruct(events.slice(0, index + 1));
          expect(reconstruction.viewAt(index + 1)).toEqual(alone.viewAt(index + 1));
          // A look back between two looks at the end must not leave anything of itself there.
          reconstruction.viewAt(number % (index + 2));
        });
      }),
      { numRuns: 60 },
    );
  });

  it("show over several exchanges, when looked back at, what they showed when they were the newest", () => {
    const streams = fc.array(streamArbitrary, { minLength: 2, maxLength: 4, size: "max" });
    fc.assert(
      fc.property(streams, fc.array(fc.nat(), { maxLength: 12, size: "max" }), (exchanges, numbers) => {
        const all: AguiEvent[] = [];
        const reconstruction = new Reconstruction(
          (seq) => all[seq - 1],
          () => {},
        );
        const shown: string[] = [];
        const show = (): void => void (shown[all.length] = JSON.stringify(reconstruction.viewAt(all.length)));
        exchanges.forEach((events, index) => {
          const view = reconstruction.viewAt(all.length);
          const messages = view.messages.filter(({ role }, at) => role !== "activity" && at % 5 !== 4);
          const said = { id: `said ${index}`, role: "user", content: "next" };
          const state = index % 2 === 0 ? view.state : { list: [index], map: {} };
          const resume = view.interrupts.map(({ id }) => ({ interruptId: id, status: "resolved" }));
          reconstruction.beginExchange(all.length + 1, { threadId: "t", messages: [...messages, said], state, resume });
          expect(reconstruction.viewAt(all.length).messages.at(-1)).toEqual(said);
          if (all.length === 0) show();
          for (const event of numbers.length % 3 === 0 && index === 1 ? [] : events) {
            all.push(event);
            reconstruction.apply(all.length, event);
            show();
          }
          reconstruction.endExchange(all.length, "complete");
          if (index === exchanges.length - 1 || (numbers.length % 3 !== 0 && index !== 0)) show();
        });
        for (const number of numbers) {
          const seq = number % (all.length + 1);
          const view = reconstruction.viewAt(seq);
          const runs = view.runs.map((run) => ({ ...run, status: "any" }));
          expect(JSON.stringify({ ...view, runs })).toBe(withAnyStatus(shown[seq] as string));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("never change once they are published, and neither do the events", () => {
    fc.assert(
      fc.property(chaosArbitrary, fc.nat(), (events, number) => {
        deepFreeze(events);
        const reconstruction = new Reconstruction(
          (seq) => events[seq - 1],
          () => {},
        );
        reconstruction.beginExchange(1, undefined);
        events.forEach((event, index) => {
          reconstruction.apply(index + 1, event);
          deepFreeze(reconstruction.viewAt(index + 1));
          deepFreeze(reconstruction.viewAt(number % (index + 2)));
          expect(reconstruction.length).toBe(index + 1);
        });
      }),
      { numRuns: 100 },
    );
  });

  it("exist for any events in any order: nothing throws", () => {
    fc.assert(
      fc.property(chaosArbitrary, fc.nat(), (events, number) => {
        const { reconstruction } = reconstruct(events);
        reconstruction.endExchange(events.length, "reset");
        expect(reconstruction.viewAt(number % (events.length + 1)).at).toBeLessThanOrEqual(events.length);
        expect(reconstruction.viewAt(events.length).at).toBe(events.length);
      }),
      { numRuns: 400 },
    );
  });

  it("are equal by reference in everything that an event did not change", () => {
    fc.assert(
      fc.property(streamArbitrary, fc.nat(), (events, number) => {
        const { reconstruction } = reconstruct(events);
        const seq = 1 + (number % events.length);
        const before = reconstruction.viewAt(seq - 1);
        const after = reconstruction.viewAt(seq);
        const changed = after.entries.filter((entry) => entry.changedBy === seq);
        const others = after.entries.filter((entry) => entry.changedBy !== seq);
        for (const entry of others) expect(before.entries).toContain(entry);
        for (const entry of changed) expect(before.entries).not.toContain(entry);
        expect(jsonDiff(before.state, after.state).length > 0 ? after.stateChangedBy : seq).toBe(seq);
        const isVisible = JSON.stringify(before.messages) !== JSON.stringify(after.messages);
        expect(isVisible ? describeChange(before, after).length : 1).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it("know which event last set a place of the state", () => {
    const pointers = fc.constantFrom(
      "",
      "/n",
      "/list",
      "/list/0",
      "/list/1",
      "/map",
      "/map/a",
      "/map/k1",
      "/moved/a",
      "/copy/0",
    );
    fc.assert(
      fc.property(streamArbitrary, fc.nat(), pointers, (events, number, pointer) => {
        const { reconstruction } = reconstruct(events);
        const at = number % (events.length + 1);
        const found = lastChangeOf(reconstruction, pointer, at);
        const value = JSON.stringify(valueAt(reconstruction.viewAt(at).state, pointer));
        // Nothing after it changed the value, and it is a state event that succeeded.
        for (let seq = at; seq > found; seq--) {
          expect(JSON.stringify(valueAt(reconstruction.viewAt(seq).state, pointer))).toBe(value);
        }
        const isKnown =
          found > 0 ? events[found - 1]?.type.startsWith("STATE_") : value === JSON.stringify(valueAt({}, pointer));
        expect(isKnown).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("say what an event did to the state exactly when it did something", () => {
    fc.assert(
      fc.property(streamArbitrary, fc.nat(), (events, number) => {
        const { reconstruction } = reconstruct(events);
        const seq = 1 + (number % events.length);
        const diff = jsonDiff(reconstruction.viewAt(seq - 1).state, reconstruction.viewAt(seq).state);
        expect(diff.length > 0 ? touchedBy(reconstruction, seq).length : 1).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

/** The end of an exchange makes runs truncated; when exactly is tested apart. */
function withAnyStatus(text: string): string {
  const view = JSON.parse(text) as { runs: object[] };
  return JSON.stringify({ ...view, runs: view.runs.map((run) => ({ ...run, status: "any" })) });
}

function valueAt(state: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], state);
}
