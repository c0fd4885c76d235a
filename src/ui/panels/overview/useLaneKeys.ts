import type { KeyboardEvent } from "react";
import { selectCursorSeq } from "#src/store/selectors.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import type { OverviewModel } from "./overviewModel.ts";
import { zoomedView } from "./plot.ts";
import { nextOf, placeWords } from "./pointing.ts";

/** The keys of the lanes. `say` is told what the keyboard has come to. */
export function useLaneKeys(model: OverviewModel, say: (text: string) => void): (event: KeyboardEvent) => void {
  const store = useScopeStore();
  return (event) => {
    const { plot, shown } = model;
    if (!plot || event.ctrlKey || event.metaKey || event.altKey) return;
    const { axis, view } = plot;
    const cursor = selectCursorSeq(store.getState());
    const lane = shown.selected ?? shown.lanes[0]?.lane;
    const goTo = (seq: number | undefined): void => {
      if (lane === undefined) return;
      if (seq === undefined) return say("Nothing more in this lane.");
      store.getState().goTo(seq);
      keepInView(seq);
      say(placeWords(plot, model.timeAxis, lane, seq));
    };
    const keepInView = (seq: number): void => {
      const place = axis.at(seq);
      if (shown.zoom === undefined || (place >= view.from && place <= view.to)) return;
      const half = (view.to - view.from) / 2;
      model.zoomTo(zoomedView(axis, { from: place - half, to: place + half }, place, 1));
    };
    const turnTo = (by: number): void => {
      const at = shown.lanes.findIndex((box) => box.lane === lane);
      const box = shown.lanes[Math.max(0, Math.min(shown.lanes.length - 1, at + by))];
      if (!box) return;
      model.select(box.lane);
      say(`${box.title}. ${placeWords(plot, model.timeAxis, box.lane, cursor)}`);
    };
    const zoom = (factor: number): void => {
      model.zoomTo(zoomedView(axis, view, axis.at(cursor), factor));
      say(model.shown.zoom ? "Zoomed." : "Everything is shown.");
    };
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowRight":
        if (lane !== undefined) goTo(nextOf(plot, lane, cursor, event.key === "ArrowLeft" ? -1 : 1));
        break;
      case "ArrowUp":
      case "ArrowDown":
        turnTo(event.key === "ArrowUp" ? -1 : 1);
        break;
      case "+":
      case "=":
        zoom(0.5);
        break;
      case "-":
        zoom(2);
        break;
      case "Home":
        goTo(plot.spans.at > 0 ? 1 : undefined);
        break;
      case "End":
        goTo(plot.spans.at > 0 ? plot.spans.at : undefined);
        break;
      case "Escape":
        if (!shown.zoom) return;
        model.zoomTo(undefined);
        say("Everything is shown.");
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
}
