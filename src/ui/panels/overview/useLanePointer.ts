import { useEffect, useRef, useState, type PointerEvent, type RefObject } from "react";
import { useScopeStore } from "#src/ui/useScope.ts";
import { laneAt } from "./laneLayout.ts";
import type { OverviewModel } from "./overviewModel.ts";
import { clampView, placeAt, zoomedView } from "./plot.ts";
import { pointAt } from "./pointing.ts";

/** Pixels that a press may move and still be a click. */
const CLICK = 4;
/** Wheel travel, in pixels, that halves or doubles what is on screen. */
const WHEEL = 300;

/** A note beside the pointer, in pixels of the surface. */
export interface Tip {
  readonly left: number;
  readonly top: number;
  /** True near the right end, where it opens to the left. */
  readonly isAtEnd: boolean;
  readonly text: string;
}

/** Pointing at the lanes: a click moves the cursor, dragging marks a part and zooms to it, Ctrl and the wheel zoom. */
export function useLanePointer(
  model: OverviewModel,
  picture: RefObject<HTMLCanvasElement | null>,
  list: RefObject<HTMLElement | null>,
) {
  const store = useScopeStore();
  const surface = useRef<HTMLDivElement>(null);
  const pressed = useRef<number>(undefined);
  const [tip, setTip] = useState<Tip>();

  useEffect(() => {
    const element = surface.current;
    const onWheel = (event: WheelEvent): void => {
      const { plot } = model;
      if (!plot || !picture.current || (!event.ctrlKey && !event.metaKey)) return;
      // React listens passively, and the page would zoom as well.
      event.preventDefault();
      const x = event.clientX - picture.current.getBoundingClientRect().left;
      model.zoomTo(zoomedView(plot.axis, plot.view, placeAt(plot, x), 2 ** (event.deltaY / WHEEL)));
    };
    element?.addEventListener("wheel", onWheel, { passive: false });
    return () => element?.removeEventListener("wheel", onWheel);
  }, [model, picture]);

  /** Where the pointer is on the picture; `y` is undefined on the axis above it. */
  const at = (event: { readonly clientX: number; readonly clientY: number }): { x: number; y: number | undefined } => {
    const canvas = picture.current?.getBoundingClientRect();
    const scroller = picture.current?.parentElement?.getBoundingClientRect();
    if (!canvas || !scroller) return { x: 0, y: undefined };
    return {
      x: Math.max(0, Math.min(canvas.width, event.clientX - canvas.left)),
      y: event.clientY < scroller.top ? undefined : event.clientY - canvas.top,
    };
  };

  const pointed = ({ x, y }: { readonly x: number; readonly y: number | undefined }) =>
    model.plot && pointAt(model.plot, model.shown.lanes, model.timeAxis, x, y);

  const show = (event: PointerEvent): void => {
    const box = surface.current?.getBoundingClientRect();
    const text = event.target instanceof HTMLCanvasElement ? (pointed(at(event))?.text ?? "") : "";
    if (!box || text === "") return setTip(undefined);
    const left = event.clientX - box.left;
    setTip({ left, top: event.clientY - box.top, isAtEnd: left > box.width / 2, text });
  };

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || !(event.target instanceof HTMLCanvasElement)) return;
    pressed.current = at(event).x;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (pressed.current === undefined) return show(event);
    const { x } = at(event);
    if (Math.abs(x - pressed.current) < CLICK) return model.brush(undefined);
    setTip(undefined);
    model.brush({ from: Math.min(x, pressed.current), to: Math.max(x, pressed.current) });
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>): void => {
    const from = pressed.current;
    const { plot } = model;
    pressed.current = undefined;
    model.brush(undefined);
    if (from === undefined || !plot) return;
    const point = at(event);
    // The keys go on from where the hand was: Escape shows everything again, the arrows walk through the lane.
    list.current?.focus({ preventScroll: true });
    const hit = point.y === undefined ? undefined : laneAt(model.shown.lanes, point.y);
    if (hit) model.select(hit.box.lane);
    if (Math.abs(point.x - from) >= CLICK) {
      const [left, right] = [Math.min(from, point.x), Math.max(from, point.x)];
      model.zoomTo(clampView(plot.axis, placeAt(plot, left), placeAt(plot, right)));
      return;
    }
    const seq = pointed(point)?.seq;
    if (seq !== undefined) store.getState().goTo(seq);
  };
  const onPointerLeave = (): void => setTip(undefined);
  const onPointerCancel = (): void => {
    pressed.current = undefined;
    model.brush(undefined);
  };
  const onDoubleClick = (event: { readonly target: EventTarget }): void => {
    if (event.target instanceof HTMLCanvasElement || event.target === surface.current) model.zoomTo(undefined);
  };
  const handlers = { onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onPointerCancel, onDoubleClick };
  return { tip, surface, handlers };
}
