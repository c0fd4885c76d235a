import type { TransportSignal } from "#src/transport/types.ts";

/** One read of a body. */
type ChunkSignal = Extract<TransportSignal, { readonly type: "chunk" }>;

/**
 * A chunk in parts with one frame each, which a reading takes to the same effect as the whole: each part ends with its frame, the last one
 * has what is left. `start` is the place of the chunk's first byte in the body.
 */
export function* chunkParts(chunk: ChunkSignal, start: number): Generator<ChunkSignal, void> {
  const { frames, bytes, notes } = chunk;
  const places = notes.map(({ offset }) => indexOf(frames, offset));
  // A note tells of the frame that it is given with, and notes keep their order: where both cannot be, there is one part.
  if (frames.length < 2 || places.some((place, index) => place < (places[index - 1] ?? 0))) {
    yield chunk;
    return;
  }
  let from = 0;
  let noted = 0;
  for (const [index, frame] of frames.entries()) {
    const isLast = index === frames.length - 1;
    // A frame that only these bytes showed to be complete may have ended in an earlier chunk.
    const to = isLast ? bytes.length : Math.max(from, frame.end - start);
    const firstNote = noted;
    if (isLast) noted = notes.length;
    else while (noted < notes.length && (places[noted] as number) <= index) noted++;
    const part = {
      type: "chunk",
      time: chunk.time,
      bytes: bytes.subarray(from, to),
      frames: [frame],
      notes: notes.slice(firstNote, noted),
    } as const;
    yield index === 0 ? part : { ...part, continues: true };
    from = to;
  }
}

/** The frame that a place in the body belongs to; one more than there are where it lies behind them. */
function indexOf(frames: ChunkSignal["frames"], offset: number): number {
  const index = frames.findIndex(({ end }) => offset < end);
  return index < 0 ? frames.length : index;
}
