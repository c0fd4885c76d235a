/** An empty canvas of so many CSS pixels, as sharp as the screen, ready to be drawn on. */
export function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio;
  const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== tall) canvas.height = tall;
  if (canvas.style.height !== `${height}px`) canvas.style.height = `${height}px`;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser has no canvas to draw on. The list of events below works without it.");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** A canvas of so many CSS pixels that shows a picture of the same size, to be drawn over. */
export function show(
  canvas: HTMLCanvasElement,
  picture: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D {
  const context = prepare(canvas, width, height);
  if (picture.width === 0 || picture.height === 0) return context;
  // Pixel by pixel: scaled by a hair it would be blurred.
  const scale = context.getTransform();
  context.resetTransform();
  context.drawImage(picture, 0, 0);
  context.setTransform(scale);
  return context;
}
