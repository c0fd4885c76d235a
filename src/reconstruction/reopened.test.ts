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
