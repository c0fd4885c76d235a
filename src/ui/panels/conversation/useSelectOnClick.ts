import { useEffect, type RefObject } from "react";
import { useScopeStore } from "#src/ui/useScope.ts";

const OWN_CLICKS = "a, button, input, summary, audio, video, [role='button']";

/**
 * A click anywhere on an element with `data-seq` moves the cursor to that event. It is a shortcut for the mouse:
 * each such element also has a button that says the same. A click that selects text is none.
 */
export function useSelectOnClick(box: RefObject<HTMLElement | null>): void {
  const store = useScopeStore();
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const onClick = ({ target }: MouseEvent): void => {
      if (!(target instanceof Element) || target.closest(OWN_CLICKS)) return;
      if (getSelection()?.isCollapsed === false) return;
      const seq = Number(target.closest<HTMLElement>("[data-seq]")?.dataset["seq"]);
      if (seq > 0) store.getState().goTo(seq);
    };
    element.addEventListener("click", onClick);
    return () => element.removeEventListener("click", onClick);
  }, [box, store]);
}
