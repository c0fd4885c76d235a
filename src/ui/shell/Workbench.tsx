import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { preloadEntityCommands } from "./entityCommands.ts";
import { eventList } from "#src/ui/components/eventList.ts";
import { DropTarget } from "./DropTarget.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { focusField } from "./focusField.ts";
import { followRecording } from "./followRecording.ts";
import { keepFocus } from "./keepFocus.ts";
import { NoticeBar } from "./NoticeBar.tsx";
import { OpeningBar } from "./OpeningBar.tsx";
import type { PaletteContext } from "./palette/paletteItems.ts";
import { PassingRemark } from "./PassingRemark.tsx";
import { preloadPanels } from "./panels.ts";
import { useScreen } from "./screens.ts";
import { BisectSlot, CompareSlot, LoopSlot } from "./slots.tsx";
import { StatusBar } from "./StatusBar.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useMediaQuery } from "./useMediaQuery.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useTheme } from "./useTheme.ts";
import { WideLayout } from "./WideLayout.tsx";
import styles from "./Workbench.module.css";

/** Below this the panels become tabs. */
const NARROW = "(max-width: 1023.98px)";

const narrowLayout = preloaded(async () => (await import("./NarrowLayout.tsx")).NarrowLayout);
if (matchMedia(NARROW).matches) void narrowLayout.preload();

const liveScreen = preloaded(async () => (await import("#src/ui/screens/live/LiveScreen.tsx")).LiveScreen);

const commandPalette = preloaded(async () => (await import("./palette/CommandPalette.tsx")).CommandPalette);

const helpSheet = preloaded(async () => (await import("./HelpSheet.tsx")).HelpSheet);

/** The window: bars above and below, and the screen between them. */
export function Workbench() {
  const store = useScopeStore();
  const root = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  const narrow = useMediaQuery(NARROW);
  const screen = useScreen();
  const context = useMemo<PaletteContext>(
    () => ({
      store,
      toggleHelp: () => setHelp((open) => !open),
      togglePalette: () => setPalette((open) => !open),
      focusField: (selector, tab) => focusField(root.current, selector, tab),
      chooseFile: () => root.current?.querySelector<HTMLInputElement>("[data-open-file]")?.click(),
      screen,
    }),
    [store, screen],
  );
  useEffect(() => {
    void preloadPanels();
    void preloadEntityCommands();
    void narrowLayout.preload();
    void commandPalette.preload();
    void helpSheet.preload();
  }, []);
  useEffect(() => followRecording(store), [store]);
  useEffect(() => keepFocus(eventList), []);
  useTheme();
  useShortcuts(context);
  return (
    <div ref={root} className={styles.workbench}>
      <Toolbar onCommands={context.togglePalette} />
      <NoticeBar />
      <main className={styles.main}>
        {screen === "live" ? (
          <ErrorBoundary panel="Live traffic">
            <Suspense>
              <liveScreen.Component />
            </Suspense>
          </ErrorBoundary>
        ) : narrow ? (
          <Suspense>
            <narrowLayout.Component />
          </Suspense>
        ) : (
          <WideLayout />
        )}
      </main>
      <StatusBar />
      <PassingRemark />
      {palette && (
        <Suspense>
          <commandPalette.Component context={context} onClose={() => setPalette(false)} />
        </Suspense>
      )}
      <BisectSlot />
      <LoopSlot />
      <CompareSlot />
      {help && (
        <Suspense>
          <helpSheet.Component onClose={() => setHelp(false)} />
        </Suspense>
      )}
      <OpeningBar />
      <DropTarget />
    </div>
  );
}
