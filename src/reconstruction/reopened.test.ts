import * as fc from "fast-check";
import { expect, it } from "vitest";
import { feed, randomRecording } from "#src/analysis/recordingsForTests.ts";
import { recordingSignals } from "#src/recording/replayRecording.ts";
import { writeRecording } from "#src/recording/writeRecording.ts";
import { Reading } from "./reading.ts";

const told = ({ findings }: Reading): readonly string[] =>
  findings.map((finding) => JSON.stringify(finding)).toSorted();

it("shows the same after any event, and finds the same, when a recording was saved and opened again", () => {
  fc.assert(
    fc.property(randomRecording, (recording) => {
      const live = new Reading();
      feed(live, recording);
      const opened = new Reading();
      for (const signal of recordingSignals(writeRecording(live.log, ""), () => undefined)) opened.receive(signal);
      expect(opened.length).toBe(live.length);
      expect(told(opened)).toEqual(told(live));
      for (let seq = 0; seq <= live.length; seq++) expect(opened.viewAt(seq)).toEqual(live.viewAt(seq));
    }),
    { numRuns: 300 },
  );
});

it("shows the same after event n stepped to forwards or backwards, jumped to, or alone in a file opened for it", () => {
  fc.assert(
    fc.property(randomRecording, fc.array(fc.nat(), { minLength: 5, maxLength: 40 }), (recording, jumps) => {
      const walked = new Reading();
      feed(walked, recording);
      const signals = [...recordingSignals(writeRecording(walked.log, ""), () => undefined)];
      const opened = (): Reading => {
        const reading = new Reading();
        for (const signal of signals) reading.receive(signal);
        return reading;
      };
      const seqs = Array.from({ length: walked.length + 1 }, (_, seq) => seq);
      // The first look at each of them, with nothing that another look may have left.
      const alone = seqs.map((seq) => JSON.stringify(opened().viewAt(seq)));
      const steps = [...seqs, ...seqs.toReversed(), ...jumps.map((jump) => jump % seqs.length)];
      const reopened = opened();
      for (const seq of steps) {
        expect(JSON.stringify(walked.viewAt(seq))).toBe(alone[seq]);
        expect(JSON.stringify(reopened.viewAt(seq))).toBe(alone[seq]);
      }
    }),
    { numRuns: 100 },
  );
});
