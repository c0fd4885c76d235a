/**
 * Numbers from 0 up to 1 that look random and are the same for the same seed, which is an unsigned 32-bit integer. Good enough to scatter
 * faults, and for nothing that must be unpredictable.
 *
 * This is mulberry32, written from its definition: a counter goes up by 0x6D2B79F5, and each value of it is mixed by two rounds of
 * xor-shift and multiplication modulo 2^32.
 */
export function seededRandom(seed: number): () => number {
  let counter = seed >>> 0;
  return () => {
    counter = (counter + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(counter ^ (counter >>> 15), counter | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
