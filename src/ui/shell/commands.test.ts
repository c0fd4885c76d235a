import { describe, expect, it, vi } from "vitest";
import { COMMANDS, commandFor, type CommandContext } from "./commands.ts";

const press = (key: string, more: { ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

describe("commandFor", () => {
  it("finds a command by its key", () => {
    expect(commandFor(press("j"), false)?.id).toBe("next");
    expect(commandFor(press("?"), false)?.id).toBe("help");
  });

  it("leaves plain keys to a text field that has the focus", () => {
    expect(commandFor(press("j"), true)).toBeUndefined();
    expect(commandFor(press("Escape"), true)).toBeUndefined();
  });

  it("runs with Ctrl or ⌘ from everywhere, and not without", () => {
    expect(commandFor(press("Enter", { ctrlKey: true }), true)?.id).toBe("run");
    expect(commandFor(press("Enter", { metaKey: true }), true)?.id).toBe("run");
    expect(commandFor(press("Enter"), false)).toBeUndefined();
  });

  it("leaves what the browser does with Ctrl and Alt alone", () => {
    expect(commandFor(press("l", { ctrlKey: true }), false)).toBeUndefined();
    expect(commandFor(press("j", { altKey: true }), false)).toBeUndefined();
  });
});

describe("COMMANDS", () => {
  it("gives no key and no id to two commands", () => {
    const keys = COMMANDS.map(({ key, mod }) => `${mod ?? false} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });

  it("leaves Escape to others when no run goes on", () => {
    const stop = vi.fn<() => void>();
    const state = { session: { origin: "live" }, status: { phase: "idle", detail: "" }, stop };
    const context = { store: { getState: () => state } } as unknown as CommandContext;
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(false);
    expect(stop).not.toHaveBeenCalled();
    state.status.phase = "streaming";
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
  });
});
