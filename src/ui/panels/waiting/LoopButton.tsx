import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";

/** Opens the settings of the loop. */
export function LoopButton() {
  const store = useScopeStore();
  const isOpen = useScope((state) => state.shownLoop !== undefined);
  return (
    <Button
      size="sm"
      variant="ghost"
      title="Review, rounds, automatic rules, dialects, log"
      aria-expanded={isOpen}
      onClick={() => store.getState().showLoop(isOpen ? undefined : "settings")}
    >
      Loop
    </Button>
  );
}
