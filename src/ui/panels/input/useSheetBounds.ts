import { useLayoutEffect, useState, type RefObject } from "react";
import { panelOf, sheetBounds } from "./sheetBounds.ts";

/** The place of a sheet beside the panel of an element, which follows the panel's size. */
export function useSheetBounds(beside: RefObject<HTMLElement | null>): ReturnType<typeof sheetBounds> | undefined {
  const [bounds, setBounds] = useState<ReturnType<typeof sheetBounds>>();
  useLayoutEffect(() => {
    const place = (): void => setBounds(sheetBounds(beside.current));
    place();
    // The panel's size follows the window and the handle beside it.
    const observer = new ResizeObserver(place);
    if (beside.current) observer.observe(panelOf(beside.current));
    return () => observer.disconnect();
  }, [beside]);
  return bounds;
}
