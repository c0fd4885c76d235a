import { breakpointName } from "#src/run/breakpoints/breakpointName.ts";
import type { BreakCondition, HoldAction } from "#src/run/breakpoints/types.ts";
import { selectHeldRun } from "#src/store/selectors.ts";
import type { ScopeState } from "#src/store/types.ts";
import type { PaletteItem } from "./paletteItem.ts";

const RELEASES: readonly (readonly [action: HoldAction, title: string])[] = [
  ["step", "Deliver one more event"],
  ["continue", "Continue to the next breakpoint"],
  ["nextHit", "Continue to the next hit of the same breakpoint"],
  ["toEnd", "Continue to the end, past all breakpoints"],
];

/** Breakpoints on the page's own runs: setting one, turning each on and off, and what to do with a run that is held. */
export function breakpointItems(state: ScopeState): readonly PaletteItem[] {
  const { runBreakpoints, filterText, addBreakpoint, changeBreakpoint, releaseRun, say } = state;
  const isHeld = selectHeldRun(state) !== undefined;
  const add = (title: string, condition: BreakCondition, unavailable?: string): PaletteItem => ({
    id: `break ${title}`,
    section: "Breakpoints",
    title,
    words: "breakpoint hold pause debugger",
    unavailable,
    run: () => {
      addBreakpoint(condition);
      // It stands among what is sent, which may be out of sight.
      say(`Runs are held at a breakpoint now: ${breakpointName(condition)}. It is listed under Input.`);
    },
  });
  const filter = filterText.trim();
  return [
    add("Hold the run at the next state change", { kind: "stateChange" }),
    add("Hold the run at problems", { kind: "problem", atLeast: "warning" }),
    add(
      "Hold the run at events that the filter finds",
      { kind: "filter", text: filter },
      filter === "" ? "there is no filter" : undefined,
    ),
    ...RELEASES.map(([action, title]): PaletteItem => ({
      id: `release ${action}`,
      section: "Breakpoints",
      title,
      words: "breakpoint held resume",
      unavailable: isHeld ? undefined : "no run is held",
      run: () => releaseRun(action),
    })),
    ...runBreakpoints.map(({ id, enabled, condition }): PaletteItem => ({
      id: `breakpoint ${id}`,
      section: "Breakpoints",
      title: `Turn ${enabled ? "off" : "on"} the breakpoint at ${breakpointName(condition)}`,
      run: () => changeBreakpoint(id, { enabled: !enabled }),
    })),
  ];
}
