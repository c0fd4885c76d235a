import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import styles from "./DiagnosisBody.module.css";

/** What was found at the usual paths. */
export function PathsFound() {
  const store = useScopeStore();
  const found = useScope((state) => state.pathsFound);
  if (!found) return null;
  const isNone = found.every(({ verdict }) => verdict === "nothing");
  return (
    <section aria-label="What is at the usual paths" className={styles.block}>
      {isNone && <p>None of the usual paths has an agent: look into the server for its route.</p>}
      <ul className={styles.paths}>
        {found.map(({ path, url, verdict, says }) => (
          <li key={path} data-verdict={verdict}>
            <code>{path}</code>
            <span className={styles.says}>{says}</span>
            {verdict !== "nothing" && (
              <Button size="sm" onClick={() => store.getState().setEndpoint(url)}>
                Use it
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
