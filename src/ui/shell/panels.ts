import { memo, type ComponentType, type ReactNode } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { completionList } from "#src/ui/panels/filter/FilterField.tsx";
import { filterChips } from "#src/ui/panels/filter/FilterLine.tsx";
import { preloadFilter } from "#src/ui/panels/filter/useFilterMatches.ts";
import { InputPanel, requestProblems } from "#src/ui/panels/input/InputPanel.tsx";
import { preloadRows } from "#src/ui/panels/timeline/TimelinePanel.tsx";
import { preloadFolding } from "#src/ui/panels/timeline/useFoldingCode.ts";
import { preloadSaving } from "./downloadRecording.ts";
import {
  preloadBadges,
  useHasChanges,
  useNoBadge,
  useProblemsBadge,
  useStateBadge,
  useThreadsBadge,
  useToolsBadge,
} from "./badges.tsx";

/** What the first paint does without: a page with nothing on it yet needs no way to show messages and state. */
const conversationPanel = preloaded(
  async () => (await import("#src/ui/panels/conversation/ConversationPanel.tsx")).ConversationPanel,
);
const statePanel = preloaded(async () => (await import("#src/ui/panels/state/StatePanel.tsx")).StatePanel);
const stateDiffPanel = preloaded(
  async () => (await import("#src/ui/panels/stateDiff/StateDiffPanel.tsx")).StateDiffPanel,
);
const stateHistoryPanel = preloaded(
  async () => (await import("#src/ui/panels/stateHistory/StateHistoryPanel.tsx")).StateHistoryPanel,
);
export const overviewPanel = preloaded(
  async () => (await import("#src/ui/panels/overview/OverviewPanel.tsx")).OverviewPanel,
);
/** Comes with the first event that is changed in thought. */
const whatIfPanel = preloaded(async () => (await import("#src/ui/panels/whatIf/WhatIfPanel.tsx")).WhatIfPanel);
// They are on screen, so they come at once.
void overviewPanel.preload();
void conversationPanel.preload();
void statePanel.preload();

/** Not seen at first. */
const toolsPanel = preloaded(async () => (await import("#src/ui/panels/tools/ToolsPanel.tsx")).ToolsPanel);

const threadsPanel = preloaded(async () => (await import("#src/ui/panels/threads/ThreadsPanel.tsx")).ThreadsPanel);

const eventPanel = preloaded(async () => (await import("#src/ui/panels/event/EventPanel.tsx")).EventPanel);

const problemsPanel = preloaded(async () => (await import("#src/ui/panels/problems/ProblemsPanel.tsx")).ProblemsPanel);

const timingPanel = preloaded(async () => (await import("#src/ui/panels/timing/TimingPanel.tsx")).TimingPanel);

/** Needed once something has gone wrong. */
export const diagnosisBody = preloaded(
  async () => (await import("#src/ui/panels/diagnosis/DiagnosisBody.tsx")).DiagnosisBody,
);

/** The words for what went wrong are wanted most when the server that has them is gone. */
const preloadDiagnosis = (): Promise<unknown> => import("#src/run/diagnosis/diagnose.ts").catch(() => undefined);

/** Messages are Markdown as soon as there are any. */
const preloadMarkdown = (): Promise<void> =>
  import("#src/ui/panels/conversation/MessageText.tsx").then(
    ({ markdown }) => markdown.preload(),
    () => undefined,
  );

/** Fetches what the first screen did not need, so that it shows without a wait. */
export async function preloadPanels(): Promise<void> {
  const seenSoon = [
    toolsPanel,
    threadsPanel,
    eventPanel,
    problemsPanel,
    timingPanel,
    diagnosisBody,
    stateDiffPanel,
    stateHistoryPanel,
  ];
  const parts = seenSoon.map((part) => part.preload());
  await Promise.all([
    ...parts,
    preloadRows(),
    preloadBadges(),
    preloadFilter(),
    preloadFolding(),
    filterChips.preload(),
    completionList.preload(),
    requestProblems.preload(),
    preloadMarkdown(),
    preloadDiagnosis(),
    preloadSaving(),
  ]);
}

/**
 * One panel of the workbench. Start reading the user interface here: each entry names a tab and the component behind it.
 * A new panel is a folder under `ui/panels` and one line below.
 */
export interface PanelDescriptor {
  readonly id: string;
  /** The tab's title and accessible name. */
  readonly title: string;
  /** A hook that gives the count after the title, so that a tab says something without being open. */
  readonly useBadge: () => ReactNode;
  /** A hook that tells whether the tab is there now; left out for one that always is. */
  readonly useIsThere?: () => boolean;
  /** Renders again when what it reads has changed, not when a count beside a title has. */
  readonly Component: ComponentType;
}

/** Left: what we send. The ids are those of `InputTab`. */
export const INPUT_PANELS: readonly PanelDescriptor[] = [
  { id: "input", title: "Input", useBadge: useNoBadge, Component: memo(InputPanel) },
  { id: "tools", title: "Tools", useBadge: useToolsBadge, Component: memo(toolsPanel.Component) },
  { id: "threads", title: "Threads", useBadge: useThreadsBadge, Component: memo(threadsPanel.Component) },
];

/** Right, above: what came, and what it means as of the cursor. The ids are those of `MeaningTab`. */
export const MEANING_PANELS: readonly PanelDescriptor[] = [
  { id: "conversation", title: "Conversation", useBadge: useNoBadge, Component: memo(conversationPanel.Component) },
  { id: "event", title: "Event", useBadge: useNoBadge, Component: memo(eventPanel.Component) },
  { id: "problems", title: "Problems", useBadge: useProblemsBadge, Component: memo(problemsPanel.Component) },
  { id: "timing", title: "Timing", useBadge: useNoBadge, Component: memo(timingPanel.Component) },
];

/** Right, below: the shared state as of the cursor, and how it came to be. The ids are those of `StateTab`. */
export const STATE_PANELS: readonly PanelDescriptor[] = [
  { id: "state", title: "State", useBadge: useStateBadge, Component: memo(statePanel.Component) },
  { id: "diff", title: "Diff", useBadge: useNoBadge, Component: memo(stateDiffPanel.Component) },
  { id: "history", title: "History", useBadge: useNoBadge, Component: memo(stateHistoryPanel.Component) },
  {
    id: "whatIf",
    title: "What if",
    useBadge: useNoBadge,
    useIsThere: useHasChanges,
    Component: memo(whatIfPanel.Component),
  },
];
