import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { SheetNote, SheetSection } from "./SheetSection.tsx";
import styles from "./TargetsSection.module.css";

/** The origins that the relay may reach in this launch of agui-scope. */
export function TargetsSection() {
  const { removeTarget, emptyTargets } = useScopeStore().getState();
  const relay = useScope((state) => state.relay);
  if (relay.status !== "ready") return null;
  const { targets } = relay;
  return (
    <SheetSection
      title="The relay may reach"
      aside={
        targets.length > 0 && (
          <Button size="sm" variant="ghost" onClick={() => void emptyTargets()}>
            Empty the list
          </Button>
        )
      }
    >
      {targets.length === 0 ? (
        <SheetNote>Nothing yet. A run adds the origin of its endpoint.</SheetNote>
      ) : (
        <ul className={styles.list} aria-label="Origins that the relay may reach">
          {targets.map((origin) => (
            <li key={origin} className={styles.row}>
              <code className={styles.origin}>{origin}</code>
              <Button
                size="sm"
                variant="ghost"
                icon="close"
                aria-label={`Remove ${origin}`}
                onClick={() => void removeTarget(origin)}
              />
            </li>
          ))}
        </ul>
      )}
      <SheetNote>
        For as long as agui-scope runs. Only what you run from this page, or name with --allow-target, comes in here.
      </SheetNote>
    </SheetSection>
  );
}
