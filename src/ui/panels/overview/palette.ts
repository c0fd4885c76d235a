import type { LaneId } from "#src/analysis/spans/lanes.ts";

/** The colours of the theme, as a canvas needs them. */
export interface Palette {
  readonly lane: Readonly<Record<LaneId, string>>;
  /** The ground that steps lie upon. */
  readonly run: string;
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly strong: string;
  readonly raised: string;
  readonly hover: string;
  readonly accent: string;
  readonly surface: string;
  readonly warning: string;
  readonly error: string;
  readonly font: string;
}

/** Reads the design tokens that are in force for an element. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    lane: {
      run: token("ev-step"),
      reasoning: token("ev-reasoning"),
      messages: token("ev-text"),
      tools: token("ev-tool"),
      state: token("ev-state"),
      activities: token("ev-activity"),
      subagents: token("ev-subagent"),
      waiting: token("text-faint"),
    },
    run: token("ev-run"),
    text: token("text-muted"),
    faint: token("text-faint"),
    line: token("line"),
    strong: token("line-strong"),
    raised: token("raised"),
    hover: token("hover"),
    accent: token("accent"),
    surface: token("surface"),
    warning: token("warn"),
    error: token("error"),
    font: `11px ${token("font-code")}`,
  };
}
