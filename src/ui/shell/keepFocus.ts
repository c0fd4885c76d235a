/** What may have the focus by Tab; what is hidden or switched off is left out by `isTabbable`. */
const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex]";

/** A layer over the page: what is behind it is no neighbour of what was in it. */
const LAYERS = "dialog, [popover]";

/** Where something stood: in `box`, after `before`. */
interface Place {
  readonly box: Element;
  readonly before: Node | null;
  /** A layer went with it. */
  readonly wasLayer: boolean;
}

/**
 * Gives the focus to a neighbour when what has it is removed or switched off: the control after it, else that of the row before, in the smallest
 * box around it that has one. Without that, the focus falls back to the page, and the next Tab begins at its top. Where a whole layer
 * has gone, it is `fallback` that takes it. Whoever knows better gives the focus by itself before the next frame. Returns what ends it.
 */
export function keepFocus(fallback: () => HTMLElement | null): () => void {
  /** What has the focus, and all that is around it. */
  let trail: readonly Element[] = [];
  let lost: Place | undefined;
  let frame = 0;

  const restore = (): void => {
    frame = 0;
    const place = lost;
    lost = undefined;
    const [held] = trail;
    if (!place || !held) return;
    const { activeElement: active } = document;
    // The browser takes it from what is switched off only after this frame.
    if (active === held ? !held.matches(":disabled") : active !== document.body) return;
    // Moved within its list, for example.
    if (held.isConnected && isTabbable(held)) held.focus();
    else (place.wasLayer ? fallback() : neighbourOf(place))?.focus();
  };

  const observer = new MutationObserver((records) => {
    let removedAt = -1;
    for (const { type, target, removedNodes, previousSibling } of records) {
      if (!(target instanceof Element)) continue;
      if (type === "attributes") {
        const [held] = trail;
        if (held && !isTabbable(held) && removedAt === -1) {
          lost = { box: held.parentElement ?? document.body, before: held, wasLayer: false };
        }
        continue;
      }
      for (const node of removedNodes) {
        const at = trail.indexOf(node as Element);
        // The outermost of what went with it is what left a gap.
        if (at <= removedAt) continue;
        removedAt = at;
        const wasLayer = trail.slice(0, at + 1).some((element) => element.matches(LAYERS));
        lost = { box: target, before: previousSibling, wasLayer };
      }
    }
    if (lost) frame ||= requestAnimationFrame(restore);
  });

  const follow = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element)) return;
    const around: Element[] = [];
    for (let at: Element | null = target; at; at = at.parentElement) around.push(at);
    trail = around;
    lost = undefined;
    observer.disconnect();
    // Only the boxes around it, and not all that is in them: a list that streams costs nothing.
    for (const element of around)
      observer.observe(element, { childList: true, attributeFilter: ["disabled", "hidden"] });
  };

  const leave = (): void => {
    // In the next task: the focus has arrived where it goes, and what was removed has been told of.
    setTimeout(() => {
      if (lost || document.activeElement !== document.body) return;
      // The user let go of it, by a click beside it for example.
      trail = [];
      observer.disconnect();
    });
  };

  document.addEventListener("focusin", follow);
  document.addEventListener("focusout", leave);
  return () => {
    document.removeEventListener("focusin", follow);
    document.removeEventListener("focusout", leave);
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
}

function isTabbable(element: Element): element is HTMLElement {
  return (
    element instanceof HTMLElement &&
    element.tabIndex >= 0 &&
    !element.matches(":disabled, [aria-disabled='true']") &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/** The control nearest to a place. */
function neighbourOf(place: Place): HTMLElement | undefined {
  let { box, before } = place;
  for (;;) {
    const controls = [...box.querySelectorAll(CONTROLS)].filter(isTabbable);
    const found =
      controls.find((control) => isAfter(control, before)) ??
      // The row before begins where the row after would have.
      controls.find((control) => before?.contains(control) === true) ??
      controls.at(-1);
    if (found || !box.parentElement) return found;
    before = box;
    box = box.parentElement;
  }
}

/** Whether a control stands after a node and not in it; anything does after nothing, or after what is gone, too. */
function isAfter(control: Element, node: Node | null): boolean {
  if (!node?.isConnected) return true;
  const relation = node.compareDocumentPosition(control);
  return (relation & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && (relation & Node.DOCUMENT_POSITION_CONTAINED_BY) === 0;
}
