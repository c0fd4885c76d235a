import { describe, expect, it, vi } from "vitest";
import { COMMANDS, commandFor, COMMAND_GROUPS, type CommandContext, type KeyPress } from "./commands.ts";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

const idOf = (key: string, more: Partial<KeyPress> = {}): string | undefined => commandFor(press(key, more), false)?.id;

describe("commandFor", () => {
  it("knows every key of the design", () => {
    const keys = ["Escape", "j", "k", "J", "K", "[", "]", "{", "}", " ", "Home", "End", "l", "/", "g", "?"];
    expect(keys.map((key) => idOf(key))).toEqual([
      "stop",
      "next",
      "previous",
      "next-same",
      "previous-same",
      "previous-state",
      "next-state",
      "previous-problem",
      "next-problem",
      "play",
      "first",
      "last",
      "live",
      "filter",
      "go-to",
      "help",
    ]);
    for (const mod of [{ ctrlKey: true }, { metaKey: true }]) {
      expect(idOf("Enter", mod)).toBe("run");
      expect(idOf("k", mod)).toBe("palette");
    }
  });

  it("leaves plain keys to a text field that has the focus, and those alone", () => {
    for (const { key, mod } of COMMANDS)
      expect(commandFor(press(key, { ctrlKey: mod ?? false }), true)?.key).toBe(mod ? key : undefined);
  });

  it("leaves what the browser does with Ctrl, Shift and Alt alone", () => {
    expect(idOf("l", { ctrlKey: true })).toBeUndefined();
    expect(idOf("j", { altKey: true })).toBeUndefined();
    expect(idOf("K", { ctrlKey: true, shiftKey: true })).toBeUndefined();
    expect(idOf("Enter")).toBeUndefined();
  });

  it("takes no notice of Caps Lock with Ctrl", () => {
    expect(idOf("K", { ctrlKey: true })).toBe("palette");
  });

  it("takes a bracket for one also where Alt is needed to write it, outside of text fields", () => {
    expect(idOf("[", { altKey: true })).toBe("previous-state");
    expect(idOf("{", { altKey: true, ctrlKey: true })).toBe("previous-problem");
    expect(commandFor(press("{", { altKey: true, ctrlKey: true }), true)).toBeUndefined();
  });
});

describe("COMMANDS", () => {
  it("gives no key and no id to two commands", () => {
    const keys = COMMANDS.map(({ key, mod }) => `${mod ?? false} ${key}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
  });

  it("has a command for every group of the help sheet", () => {
    for (const group of COMMAND_GROUPS) expect(COMMANDS.some((command) => command.group === group)).toBe(true);
  });

  it("leaves Escape to others when no run goes on", () => {
    const stop = vi.fn<() => void>();
    const state = { session: { origin: "live" }, status: { phase: "idle", detail: "" }, giveUp: stop };
    const context = { store: { getState: () => state } } as unknown as CommandContext;
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(false);
    expect(stop).not.toHaveBeenCalled();
    state.status.phase = "streaming";
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
  });

  it("stops an answer that a mock tool makes with Escape, and not the user's own", () => {
    const stop = vi.fn<() => void>();
    const turn = { session: "s", open: ["call:c"], asked: [] as string[] };
    const state = {
      session: { id: "s", origin: "live" },
      status: { phase: "waiting", detail: "" },
      turn,
      giveUp: stop,
    };
    const context = { store: { getState: () => state } } as unknown as CommandContext;
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(true);
    expect(stop).toHaveBeenCalledOnce();
    turn.asked = ["call:c"];
    expect(commandFor(press("Escape"), false)?.run(context)).toBe(false);
  });

  it("pauses what plays, and plays what does not", () => {
    const [play, pause] = [vi.fn<() => void>(), vi.fn<() => void>()];
    const state = { playing: false, play, pause };
    const context = { store: { getState: () => state } } as unknown as CommandContext;
    commandFor(press(" "), false)?.run(context);
    expect([play.mock.calls.length, pause.mock.calls.length]).toEqual([1, 0]);
    state.playing = true;
    commandFor(press(" "), false)?.run(context);
    expect([play.mock.calls.length, pause.mock.calls.length]).toEqual([1, 1]);
  });
});
