import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { createTrailingStore } from "./trailingStore.ts";

describe("a store that trails", () => {
  function bench(after: number) {
    let frames: ((now: number) => void)[] = [];
    const store = createStore<{ dragging: boolean; cursor: number }>()(() => ({ dragging: false, cursor: 0 }));
    const trailing = createTrailingStore(
      store,
      { schedule: (callback) => void frames.push(callback) },
      after,
      ({ dragging }) => dragging,
    );
    const seen: number[] = [];
    const leave = trailing.subscribe(({ cursor }) => seen.push(cursor));
    const paint = (): void => {
      const due = frames;
      frames = [];
      for (const frame of due) frame(0);
    };
    return { store, trailing, seen, leave, paint };
  }

  it("is the store itself while nothing is dragged", () => {
    const { store, trailing, seen } = bench(1);
    store.setState({ cursor: 1 });
    store.setState({ cursor: 2 });
    expect(seen).toEqual([1, 2]);
    expect(trailing.getState()).toBe(store.getState());
  });

  it.each([
    [1, [1, 4, 7]],
    [2, [2, 5, 8]],
  ])("passes on what is newest %i frames later, then every third frame", (after, expected) => {
    const { store, seen, paint } = bench(after);
    store.setState({ dragging: true });
    for (let frame = 0; frame < 5; frame++) paint();
    seen.length = 0;
    for (let frame = 1; frame <= 8; frame++) {
      store.setState({ cursor: frame });
      paint();
    }
    expect(seen).toEqual(expected);
  });

  it("passes on the last change of a hand that rests, and at once what comes with its release", () => {
    const { store, trailing, seen, paint } = bench(1);
    store.setState({ dragging: true, cursor: 1 });
    paint();
    store.setState({ cursor: 2 });
    for (let frame = 0; frame < 3; frame++) paint();
    expect(seen).toEqual([1, 2]);
    for (let frame = 0; frame < 5; frame++) paint();
    expect(seen).toEqual([1, 2]);
    store.setState({ cursor: 3 });
    expect(trailing.getState().cursor).toBe(2);
    store.setState({ dragging: false });
    expect(seen).toEqual([1, 2, 3]);
  });

  it("holds nothing back for whoever reads it without listening", () => {
    const { store, trailing, seen, leave } = bench(1);
    leave();
    store.setState({ dragging: true, cursor: 1 });
    store.setState({ cursor: 2 });
    expect(seen).toEqual([]);
    expect(trailing.getState().cursor).toBe(2);
  });
});
