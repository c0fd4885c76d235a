import { describe, expect, it } from "vitest";
import { oncePerFrame } from "./oncePerFrame.ts";

describe("oncePerFrame", () => {
  function bench() {
    let frames: ((now: number) => void)[] = [];
    const done: number[] = [];
    const act = oncePerFrame<number>({ schedule: (callback) => void frames.push(callback) }, (value) =>
      done.push(value),
    );
    const paint = (): void => {
      const due = frames;
      frames = [];
      for (const frame of due) frame(0);
    };
    return { act, done, paint };
  }

  it("acts at once, then with the last of what came before the next frame", () => {
    const { act, done, paint } = bench();
    act(1);
    expect(done).toEqual([1]);
    act(2);
    act(3);
    expect(done).toEqual([1]);
    paint();
    expect(done).toEqual([1, 3]);
    act(4);
    paint();
    expect(done).toEqual([1, 3, 4]);
  });

  it("acts at once again after a frame without anything new", () => {
    const { act, done, paint } = bench();
    act(1);
    paint();
    act(2);
    expect(done).toEqual([1, 2]);
  });
});
