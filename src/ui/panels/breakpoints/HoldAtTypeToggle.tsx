import type { BreakCondition } from "#src/run/breakpoints/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";

/** Makes the page's own runs hold at events of one type, or takes that breakpoint away. */
export function HoldAtTypeToggle({ type }: { readonly type: string }) {
  const store = useScopeStore();
  const known = useScope((state) =>
    state.runBreakpoints.find(({ enabled, condition }) => enabled && isOnly(condition, type)),
  );
  return (
    <Button
      size="sm"
      variant="ghost"
      icon="pause"
      aria-label={`Hold runs at ${type}`}
      aria-pressed={known !== undefined}
      onClick={() => {
        const { addBreakpoint, removeBreakpoint } = store.getState();
        if (known) removeBreakpoint(known.id);
        else addBreakpoint({ kind: "type", types: [type] });
      }}
    />
  );
}

const isOnly = (condition: BreakCondition, type: string): boolean =>
  condition.kind === "type" && condition.types.length === 1 && condition.types[0] === type;
