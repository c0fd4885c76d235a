import { describe, expect, it, vi } from "vitest";
import { createFrameScheduler, type FrameClocks } from "./frameScheduler.ts";

function clocks() {
  const pending: { frame: (() => void) | undefined; timer: (() => void) | undefined } = {
    frame: undefined,
    timer: undefined,
  };
  const fake: FrameClocks = {
    performance: { now: () => 7 },
    requestAnimationFrame: (callback) => ((pending.frame = callback), 1),
    cancelAnimationFrame: () => (pending.frame = undefined),
    setTimeout: (callback) => ((pending.timer = callback), 2),
    clearTimeout: () => (pending.timer = undefined),
  };
  return { pending, fake };
}

describe("the frame scheduler", () => {
  it("calls with the frame, and then not again by the timer", () => {
    const { pending, fake } = clocks();
    const callback = vi.fn<(now: number) => void>();
    createFrameScheduler(fake).schedule(callback);
    pending.frame?.();
    expect(pending.timer).toBeUndefined();
    expect(callback.mock.calls).toEqual([[7]]);
  });

  it("calls by the timer where no frame comes", () => {
    const { pending, fake } = clocks();
    const callback = vi.fn<() => void>();
    createFrameScheduler(fake).schedule(callback);
    pending.timer?.();
    expect(pending.frame).toBeUndefined();
    expect(callback).toHaveBeenCalledOnce();
  });
});
