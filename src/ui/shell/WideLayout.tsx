import { Group, Panel, Separator, type Layout } from "react-resizable-panels";
import type { InputTab, MeaningTab, StateTab } from "#src/store/types.ts";
import { TrailingScope } from "#src/ui/TrailingScope.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { PanelTabs } from "./PanelTabs.tsx";
import { INPUT_PANELS, MEANING_PANELS, STATE_PANELS } from "./panels.ts";
import { StreamColumn } from "./StreamColumn.tsx";
import { useMediaQuery } from "./useMediaQuery.ts";
import { WaitingSlot } from "./slots.tsx";
import styles from "./WideLayout.module.css";

/** Three columns: what we send, what came, what it means. */
export function WideLayout() {
  const inputTab = useScope((state) => state.inputTab);
  const showInput = useScope((state) => state.showInput);
  const meaningTab = useScope((state) => state.meaningTab);
  const showMeaning = useScope((state) => state.showMeaning);
  const stateTab = useScope((state) => state.stateTab);
  const showState = useScope((state) => state.showState);
  const roomy = useMediaQuery("(min-width: 1280px)");
  const inputWidth = roomy ? 272 : 224;
  const columns = useRememberedSizes("columns");
  const meaning = useRememberedSizes("meaning");
  return (
    <Group id="columns" className={styles.columns} {...columns}>
      <Panel id="input" defaultSize={inputWidth} minSize={200} groupResizeBehavior="preserve-pixel-size">
        <aside className={styles.side} aria-label="What we send">
          <h2 className="visuallyHidden">What we send</h2>
          <PanelTabs
            label="What we send"
            panels={INPUT_PANELS}
            selected={inputTab}
            onSelect={(id) => showInput(id as InputTab)}
          />
        </aside>
      </Panel>
      <Separator className={styles.vertical} aria-label="Width of the input" />
      <Panel id="stream" minSize={300}>
        <section className={styles.stream} aria-label="What came">
          <h2 className="visuallyHidden">What came</h2>
          <StreamColumn />
        </section>
      </Panel>
      <Separator className={styles.vertical} aria-label="Width of the stream" />
      <Panel id="meaning" defaultSize="34.7%" minSize={300}>
        <div className={styles.meaning}>
          <div className={styles.views}>
            <Group id="meaning-rows" orientation="vertical" {...meaning}>
              <Panel id="meaning-views" defaultSize="58%" minSize={120}>
                <section className={styles.side} aria-label="What it means">
                  <h2 className="visuallyHidden">What it means</h2>
                  <TrailingScope frames={1}>
                    <PanelTabs
                      label="What it means"
                      panels={MEANING_PANELS}
                      selected={meaningTab}
                      onSelect={(id) => showMeaning(id as MeaningTab)}
                    />
                  </TrailingScope>
                </section>
              </Panel>
              <Separator className={styles.horizontal} aria-label="Height of the state" />
              <Panel id="state-views" minSize={80}>
                <section className={styles.side} aria-label="State">
                  <h2 className="visuallyHidden">State</h2>
                  <TrailingScope frames={2}>
                    <PanelTabs
                      label="State"
                      panels={STATE_PANELS}
                      selected={stateTab}
                      onSelect={(id) => showState(id as StateTab)}
                    />
                  </TrailingScope>
                </section>
              </Panel>
            </Group>
          </div>
          <WaitingSlot />
        </div>
      </Panel>
    </Group>
  );
}

interface RememberedSizes {
  readonly defaultLayout: Layout | undefined;
  readonly onLayoutChanged: (layout: Layout, meta: { readonly isUserInteraction: boolean }) => void;
}

/** The sizes that the user gave a group, kept by the store. Read once: afterwards the group itself knows them. */
function useRememberedSizes(group: string): RememberedSizes {
  const store = useScopeStore();
  const sizes = useScope((state) => state.panelSizes[group]);
  return {
    defaultLayout: sizes,
    onLayoutChanged: (layout, { isUserInteraction }) => {
      if (isUserInteraction) store.getState().rememberSizes(group, layout);
    },
  };
}
