import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";

/** Makes the next request begin where the conversation was after an event. */
export function ForkFromEvent({ seq }: { readonly seq: number }) {
  const store = useScopeStore();
  return (
    <Button
      size="sm"
      variant="ghost"
      icon="fork"
      title="Make the next request go on from the conversation and the state after this event"
      onClick={() => void store.getState().forkFrom({ kind: "event", seq })}
    >
      Fork from this event
    </Button>
  );
}
