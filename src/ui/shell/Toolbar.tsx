import { Button } from "#src/ui/components/Button.tsx";
import { selectIsRunning } from "#src/store/selectors.ts";
import { useScope } from "#src/ui/useScope.ts";
import { EndpointField } from "./EndpointField.tsx";
import { FileButtons } from "./FileButtons.tsx";
import { ThemeSwitch } from "./ThemeSwitch.tsx";
import { MOD_KEY } from "./modKey.ts";
import styles from "./Toolbar.module.css";

/** The top bar: where to send, and the actions on the whole recording. */
export function Toolbar({ onHelp }: { readonly onHelp: () => void }) {
  const run = useScope((state) => state.run);
  const stop = useScope((state) => state.stop);
  const running = useScope(selectIsRunning);
  const ready = useScope((state) => state.endpoint.trim() !== "");
  return (
    <header className={styles.toolbar}>
      <nav className={styles.logo} aria-label="Screens">
        <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
          <g stroke="var(--accent)" strokeWidth="1.6" strokeLinejoin="round">
            <rect x="1" y="1" width="18" height="18" rx="5" />
            <path d="M4 11h2.5l1.7-5 3 9 1.8-4H16" />
          </g>
        </svg>
        <h1>
          AG-UI{" "}
          <a href="#/" aria-current="page">
            Scope
          </a>
        </h1>
      </nav>
      <EndpointField />
      <Button variant="primary" shortcut={`${MOD_KEY} ↵`} disabled={running || !ready} onClick={() => void run()}>
        Run
      </Button>
      <Button disabled={!running} onClick={stop}>
        Stop
      </Button>
      <FileButtons />
      <Button variant="ghost" icon="keyboard" aria-label="Shortcuts" aria-keyshortcuts="?" onClick={onHelp} />
      <ThemeSwitch />
    </header>
  );
}
