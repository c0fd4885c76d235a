import { Button } from "#src/ui/components/Button.tsx";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { SheetList, SheetNote, SheetRow, SheetSection } from "./SheetSection.tsx";

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
          <Button size="sm" onClick={() => void emptyTargets()}>
            Empty the list
          </Button>
        )
      }
    >
      {targets.length === 0 ? (
        <SheetNote>Nothing yet. A run adds the origin of its endpoint.</SheetNote>
      ) : (
        <SheetList label="Origins that the relay may reach">
          {targets.map((origin) => (
            <SheetRow
              key={origin}
              action={<RemoveButton label={`Remove ${origin}`} onRemove={() => void removeTarget(origin)} />}
            >
              <code>{origin}</code>
            </SheetRow>
          ))}
        </SheetList>
      )}
      <SheetNote>
        Until agui-scope ends. Only what you run from this page or name with <code>--allow-target</code> comes in here.
      </SheetNote>
    </SheetSection>
  );
}
