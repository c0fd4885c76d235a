import { useEffect, type RefObject } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { getPointer, parsePointer } from "#src/lib/jsonPointer.ts";
import { useScope } from "#src/ui/useScope.ts";

/**
 * Takes the place in the state that another panel asked to show: `show` gets its path, or that of the nearest parent where the place
 * itself is gone. The tree takes the focus.
 */
export function useRevealedPath(
  panel: RefObject<HTMLElement | null>,
  state: JsonValue,
  show: (path: readonly string[]) => void,
): void {
  const revealing = useScope((store) => store.revealing);
  const endReveal = useScope((store) => store.endReveal);
  useEffect(() => {
    if (revealing?.kind !== "state") return;
    endReveal();
    const path = parsePointer(revealing.pointer) ?? [];
    while (path.length > 0 && getPointer(state, path) === undefined) path.pop();
    show(path);
    panel.current?.querySelector<HTMLElement>('[role="tree"]')?.focus({ preventScroll: true });
  }, [revealing, endReveal, panel, state, show]);
}
