import { Button } from "#src/ui/components/Button.tsx";
import { selectCanStop, selectIsOwnRun } from "#src/store/selectors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { EndpointField } from "./EndpointField.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { MOD_KEY } from "./modKey.ts";
import { ScreenNav } from "./ScreenNav.tsx";
import styles from "./Toolbar.module.css";

/** The top bar: where to send, and the actions on the whole recording. */
export function Toolbar({ onCommands }: { readonly onCommands: () => void }) {
  const run = useScope((state) => state.run);
  const stop = useScope((state) => state.giveUp);
  const running = useScope(selectIsOwnRun);
  const canStop = useScope(selectCanStop);
  const ready = useScope((state) => state.endpoint.trim() !== "");
  return (
    <header className={styles.toolbar}>
      <ScreenNav />
      <EndpointField />
      <Button variant="primary" shortcut={`${MOD_KEY} ↵`} disabled={running || !ready} onClick={() => void run()}>
        Run
      </Button>
      <Button disabled={!canStop} onClick={stop}>
        Stop
      </Button>
      <FileButtons />
      <Button
        variant="ghost"
        icon="keyboard"
        shortcut={`${MOD_KEY} K`}
        title="All commands and their keys"
        aria-keyshortcuts="Control+K Meta+K"
        className={styles.commands}
        onClick={onCommands}
      >
        <span className={styles.commandsWord}>Commands</span>
      </Button>
      <ThemeSwitch />
    </header>
  );
}
