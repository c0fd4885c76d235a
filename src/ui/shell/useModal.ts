import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * Shows a native dialog as a modal for as long as it is rendered. It takes the focus with its first control, and gives it back to what
 * had it before, also where it is taken away while it is open.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
