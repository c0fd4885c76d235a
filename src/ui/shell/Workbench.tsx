import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import type { CommandContext } from "./commands.ts";
import { DropTarget } from "./DropTarget.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { followRecording } from "./followRecording.ts";
import { HelpSheet } from "./HelpSheet.tsx";
import { NarrowLayout } from "./NarrowLayout.tsx";
import { NoticeBar } from "./NoticeBar.tsx";
import { OpeningBar } from "./OpeningBar.tsx";
import { preloadPanels } from "./panels.ts";
import { useScreen } from "./screens.ts";
import { StatusBar } from "./StatusBar.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useMediaQuery } from "./useMediaQuery.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useTheme } from "./useTheme.ts";
import { WideLayout } from "./WideLayout.tsx";
import styles from "./Workbench.module.css";

/** Below this the panels become tabs. */
const NARROW = "(max-width: 1023.98px)";

const liveScreen = preloaded(async () => (await import("#src/ui/screens/live/LiveScreen.tsx")).LiveScreen);

/** The window: bars above and below, and the screen between them. */
export function Workbench() {
  const store = useScopeStore();
  const root = useRef<HTMLDivElement>(null);
  const [help, setHelp] = useState(false);
  const narrow = useMediaQuery(NARROW);
  const screen = useScreen();
  const context = useMemo<CommandContext>(
    () => ({
      store,
      toggleHelp: () => setHelp((open) => !open),
      askForEvent: () => root.current?.querySelector<HTMLElement>("[data-go-to-event]")?.focus(),
      screen,
    }),
    [store, screen],
  );
  useEffect(() => void preloadPanels(), []);
  useEffect(() => followRecording(store), [store]);
  useTheme();
  useShortcuts(context);
  return (
    <div ref={root} className={styles.workbench}>
      <Toolbar onHelp={context.toggleHelp} />
      <NoticeBar />
      <main className={styles.main}>
        {screen === "live" ? (
          <ErrorBoundary panel="Live traffic">
            <Suspense>
              <liveScreen.Component />
            </Suspense>
          </ErrorBoundary>
        ) : narrow ? (
          <NarrowLayout />
        ) : (
          <WideLayout />
        )}
      </main>
      <StatusBar />
      <HelpSheet open={help} onClose={() => setHelp(false)} />
      <OpeningBar />
      <DropTarget />
    </div>
  );
}
