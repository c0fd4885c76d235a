import { useState } from "react";
import type { InputTab, MeaningTab, StateTab } from "#src/store/types.ts";
import { useScope } from "#src/ui/useScope.ts";
import { FilterLine } from "#src/ui/panels/filter/FilterLine.tsx";
import { TimelinePanel } from "#src/ui/panels/timeline/TimelinePanel.tsx";
import { useNoBadge } from "./badges.tsx";
import { FaultsBar } from "./FaultsBar.tsx";
import { PanelTabs } from "./PanelTabs.tsx";
import { INPUT_PANELS, MEANING_PANELS, overviewPanel, STATE_PANELS, type PanelDescriptor } from "./panels.ts";
import { StreamFoot } from "./StreamFoot.tsx";
import styles from "./NarrowLayout.module.css";
import { WaitingSlot } from "./slots.tsx";
import { WhatIfSlot } from "./WhatIfSlot.tsx";

const PANELS: readonly PanelDescriptor[] = [
  ...INPUT_PANELS,
  { id: "timeline", title: "Timeline", useBadge: useNoBadge, Component: FilteredTimeline },
  { id: "overview", title: "Overview", useBadge: useNoBadge, Component: overviewPanel.Component },
  ...MEANING_PANELS,
  ...STATE_PANELS,
];

/** The list below what is shown of it, as in the columns. */
function FilteredTimeline() {
  return (
    <div className={styles.stream}>
      <FilterLine />
      <div className={styles.list}>
        <TimelinePanel />
      </div>
    </div>
  );
}

/** Every panel as a tab, for windows that are too narrow for columns. */
export function NarrowLayout() {
  const [selected, setSelected] = useState("timeline");
  const showInput = useScope((state) => state.showInput);
  const meaningTab = useScope((state) => state.meaningTab);
  const showMeaning = useScope((state) => state.showMeaning);
  const stateTab = useScope((state) => state.stateTab);
  const showState = useScope((state) => state.showState);
  const revealing = useScope((state) => state.revealing);
  const isEditing = useScope((state) => state.isRequestEditorOpen);
  const fork = useScope((state) => state.fork);
  const editedTool = useScope((state) => state.editedTool);
  // A link in a panel can ask for another view: follow it here as the columns do.
  useOnChange(meaningTab, setSelected);
  useOnChange(stateTab, setSelected);
  useOnChange(revealing, () => revealing && setSelected(revealing.kind === "state" ? stateTab : meaningTab));
  useOnChange(fork, () => fork && setSelected("input"));
  // So does an offer to edit the request, and one to edit a tool.
  useOnChange(isEditing, () => isEditing && setSelected("input"));
  useOnChange(editedTool, () => editedTool !== undefined && setSelected("tools"));
  const select = (id: string): void => {
    setSelected(id);
    const input = INPUT_PANELS.find((panel) => panel.id === id);
    if (input) showInput(input.id as InputTab);
    const meaning = MEANING_PANELS.find((panel) => panel.id === id);
    if (meaning) showMeaning(meaning.id as MeaningTab);
    const state = STATE_PANELS.find((panel) => panel.id === id);
    if (state) showState(state.id as StateTab);
  };
  return (
    <div className={styles.narrow} tabIndex={-1}>
      <h2 className="visuallyHidden">Panels</h2>
      <FaultsBar />
      <WhatIfSlot />
      <div className={styles.panels}>
        <PanelTabs label="Panels" panels={PANELS} selected={selected} onSelect={select} />
      </div>
      <WaitingSlot />
      {/* The one cursor rules all of them, so it stays in reach. */}
      <StreamFoot />
    </div>
  );
}

/** Calls back in the render in which a value is another one than in the render before. */
function useOnChange<Value extends string | boolean | object | undefined>(
  value: Value,
  onChange: (value: Value) => void,
): void {
  const [known, setKnown] = useState(value);
  if (known === value) return;
  setKnown(value);
  onChange(value);
}
