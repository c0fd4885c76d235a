import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * Shows a native dialog as a modal for as long as it is rendered. It takes the focus with its first control, or what `first` selects, and gives it back to what
 * had it before, also where it is taken away while it is open.
 */
export function useModal(first?: string): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    if (first !== undefined) element?.querySelector<HTMLElement>(first)?.focus();
    return () => element?.close();
  }, [first]);
  return dialog;
}
