import { numberAxis, timeAxis, isTimed, type Axis } from "#src/analysis/spans/axis.ts";
import type { LaneId } from "#src/analysis/spans/lanes.ts";
import { selectCursorSeq } from "#src/store/selectors.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { AXIS_HEIGHT, drawAxis, drawCursor } from "./drawAxis.ts";
import { drawLanes } from "./drawLanes.ts";
import { prepare, show } from "./layers.ts";
import { lanesHeight, layoutLanes, type LaneBox } from "./laneLayout.ts";
import { summaryWords } from "./overviewWords.ts";
import { readPalette, type Palette } from "./palette.ts";
import type { Plot, View } from "./plot.ts";
import { spansKnown, type SpansKnown } from "./spansKnown.ts";

/** Milliseconds of reading in one frame, frames between two looks at the clock, and milliseconds between two pictures of a long reading. */
const SLICE_MS = 6;
const STRIDE = 100;
const DRAW_EVERY_MS = 100;

/** What React shows of the overview. A new object whenever something of it changes. */
export interface OverviewShown {
  readonly lanes: readonly LaneBox[];
  /** The part that was zoomed to; undefined for everything. */
  readonly zoom: View | undefined;
  /** The lane that the keyboard is in. */
  readonly selected: LaneId | undefined;
  readonly timed: boolean;
  /** How many events were read, while more are to be. */
  readonly reading: number | undefined;
}

/** Where it is drawn. */
export interface OverviewCanvases {
  readonly axis: HTMLCanvasElement;
  readonly lanes: HTMLCanvasElement;
}

/**
 * The overview of one recording as it is on screen. It reads what is new and draws, at most once a frame and only when something has
 * changed, without React: that hears only of what is a matter of elements.
 */
export class OverviewModel {
  private readonly known: SpansKnown;
  private canvases: OverviewCanvases | undefined;
  private palette: Palette | undefined;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private drawnAt = 0;
  private width = 0;
  /** The height of what the lanes are seen through, in CSS pixels. */
  private room = 0;
  private byNumber = false;
  private brushed: View | undefined;
  /** What the cursor and the brush are drawn over. Text on a canvas has the browser work out styles, so it is not drawn anew for each move. */
  private readonly pictures = { lanes: document.createElement("canvas"), axis: document.createElement("canvas") };
  /** How many events the pictures show; undefined once something else of them has changed. */
  private pictured: number | undefined;
  private drawing: Plot | undefined;
  private times: Axis | undefined;
  private shownNow: OverviewShown = {
    lanes: [],
    zoom: undefined,
    selected: undefined,
    timed: true,
    reading: undefined,
  };
  private readonly listeners = new Set<() => void>();

  constructor(private readonly store: ScopeStore) {
    this.known = spansKnown(store.getState().session.reading);
  }

  get shown(): OverviewShown {
    return this.shownNow;
  }

  /** What was drawn last; undefined before the first picture. */
  get plot(): Plot | undefined {
    return this.drawing;
  }

  /** The time axis of what was drawn last; undefined for a capture without times. */
  get timeAxis(): Axis | undefined {
    return this.times;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Draws from now on. Returns what stops it. */
  start(canvases: OverviewCanvases): () => void {
    this.canvases = canvases;
    const unsubscribe = this.store.subscribe((now, before) => {
      if (now.annotationsRevision !== before.annotationsRevision) this.request();
      // The frame after a new view has the new rows to paint.
      else if (now.viewRevision !== before.viewRevision) requestAnimationFrame(() => this.request());
      else if (now.cursor !== before.cursor) this.requestFrame();
    });
    // Asked for only when the browser has just measured them, which it tells at once: else it would have to lay out the page for that.
    const measure = (): void => {
      this.width = canvases.axis.clientWidth;
      this.room = canvases.lanes.parentElement?.clientHeight ?? 0;
      this.request();
    };
    const resized = new ResizeObserver(measure);
    resized.observe(canvases.axis);
    if (canvases.lanes.parentElement) resized.observe(canvases.lanes.parentElement);
    const themed = new MutationObserver(() => {
      this.palette = undefined;
      this.request();
    });
    themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      unsubscribe();
      resized.disconnect();
      themed.disconnect();
      cancelAnimationFrame(this.frame);
      clearTimeout(this.timer);
      this.timer = undefined;
      this.frame = 0;
      this.canvases = undefined;
    };
  }

  /** Event numbers instead of times from left to right. */
  showNumbers(byNumber: boolean): void {
    if (this.byNumber === byNumber) return;
    this.byNumber = byNumber;
    // A part of one axis is no part of the other.
    this.zoomTo(undefined);
  }

  zoomTo(zoom: View | undefined): void {
    this.change({ zoom });
    this.request();
  }

  select(selected: LaneId | undefined): void {
    this.change({ selected });
    this.request();
  }

  /** The part under the hand that marks one. */
  brush(part: View | undefined): void {
    this.brushed = part;
    this.requestFrame();
  }

  /** Draws everything in the next frame. */
  request(): void {
    this.pictured = undefined;
    this.requestFrame();
  }

  /** Draws in the next frame: the cursor and the brush, and what else has changed. */
  private requestFrame(): void {
    if (this.frame !== 0 || this.canvases === undefined) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.readOn();
      this.draw();
    });
  }

  /** Reads what is new, a few milliseconds now and the rest in between, with a picture now and then. */
  private readOn(): void {
    const { session, length: onScreen } = this.store.getState();
    const { reading } = this.known.spans;
    // More may have come than the screen has been told of: a file that is being read has no time for this yet.
    const length = session.reading === reading ? onScreen : reading.length;
    const until = performance.now() + SLICE_MS;
    while (this.known.spans.at < length && performance.now() < until)
      this.known.read(Math.min(this.known.spans.at + STRIDE, length));
    this.known.read(this.known.spans.at);
    const isDone = this.known.spans.at >= length;
    if (!isDone && this.timer === undefined)
      this.timer = setTimeout(() => {
        this.timer = undefined;
        this.readOn();
        if (performance.now() - this.drawnAt >= DRAW_EVERY_MS || this.timer === undefined) this.request();
      });
    const at = isDone ? undefined : this.known.spans.at;
    // While reading goes on the words about it need not be newer than the picture.
    if (isDone || performance.now() - this.drawnAt >= DRAW_EVERY_MS) this.change({ reading: at });
  }

  private draw(): void {
    const { canvases, known } = this;
    if (!canvases || this.width === 0) return;
    this.drawnAt = performance.now();
    const palette = (this.palette ??= readPalette(canvases.axis));
    if (this.pictured !== known.spans.at) this.drawPictures(canvases, palette);
    const plot = this.drawing;
    if (!plot) return;
    const cursor = selectCursorSeq(this.store.getState());
    const height = Math.max(lanesHeight(this.shownNow.lanes), this.room);
    for (const [name, tall] of [
      ["lanes", height],
      ["axis", AXIS_HEIGHT],
    ] as const) {
      const canvas = show(canvases[name], this.pictures[name], this.width, tall);
      if (known.spans.reading.length > 0) drawCursor(canvas, plot, cursor, tall, palette, name === "axis");
      if (!this.brushed) continue;
      const { from, to } = this.brushed;
      canvas.fillStyle = palette.accent;
      canvas.globalAlpha = 0.2;
      canvas.fillRect(from, 0, to - from, tall);
      canvas.globalAlpha = 1;
    }
  }

  private drawPictures(canvases: OverviewCanvases, palette: Palette): void {
    const { spans, answers } = this.known;
    const { reading } = spans;
    const timed = isTimed(reading.log);
    this.times = timed ? timeAxis(spans, answers) : undefined;
    const axis = this.byNumber || !this.times ? numberAxis(spans) : this.times;
    const lanes = layoutLanes(spans, axis);
    this.change({ timed, ...(!sameLanes(lanes, this.shownNow.lanes) && { lanes }) });
    const view = this.shownNow.zoom ?? { from: 0, to: axis.length };
    const plot: Plot = { spans, axis, view, width: this.width };
    this.drawing = plot;
    const onLanes = prepare(this.pictures.lanes, this.width, Math.max(lanesHeight(lanes), this.room));
    drawLanes(onLanes, plot, lanes, palette, this.shownNow);
    const bookmarks = reading.annotations.list.map(({ seq }) => seq);
    drawAxis(prepare(this.pictures.axis, this.width, AXIS_HEIGHT), plot, palette, bookmarks);
    this.pictured = spans.at;
    const summary = summaryWords(spans, axis, lanes);
    if (canvases.lanes.getAttribute("aria-label") !== summary) canvases.lanes.setAttribute("aria-label", summary);
  }

  private change(part: Partial<OverviewShown>): void {
    const next = { ...this.shownNow, ...part };
    const isSame = (Object.keys(next) as (keyof OverviewShown)[]).every((key) => next[key] === this.shownNow[key]);
    if (isSame) return;
    this.shownNow = next;
    for (const listener of this.listeners) listener();
  }
}

const sameLanes = (one: readonly LaneBox[], other: readonly LaneBox[]): boolean =>
  one.length === other.length &&
  one.every(({ lane, rows }, index) => other[index]?.lane === lane && other[index].rows === rows);
