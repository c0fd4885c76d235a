import { Pill } from "#src/ui/components/Pill.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope } from "#src/ui/useScope.ts";
import { SCREENS, useScreen, type ScreenDescriptor } from "./screens.ts";
import styles from "./ScreenNav.module.css";

/** The links between the screens. The first one completes the name of the program. */
export function ScreenNav() {
  const current = useScreen();
  const streaming = useScope(
    (state) => state.liveRuns.filter(({ phase }) => phase === "connecting" || phase === "streaming").length,
  );
  const link = ({ id, title, hash }: ScreenDescriptor) => (
    <a key={id} className={styles.link} href={hash} aria-current={id === current ? "page" : undefined}>
      {title}
    </a>
  );
  const [scope, ...others] = SCREENS.map(link);
  return (
    <nav className={styles.nav} aria-label="Screens">
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <g stroke="var(--accent)" strokeWidth="1.6" strokeLinejoin="round">
          <rect x="1" y="1" width="18" height="18" rx="5" />
          <path d="M4 11h2.5l1.7-5 3 9 1.8-4H16" />
        </g>
      </svg>
      <h1 className={styles.name}>AG-UI {scope}</h1>
      {others}
      {streaming > 0 && (
        <span className={styles.streaming}>
          <Pill tone="info" label={`${plural(streaming, "run")} under way`}>
            {streaming}
          </Pill>
        </span>
      )}
    </nav>
  );
}
