/** One seed out of several numbers: any of them changes it. An unsigned integer of 32 bits. */
export function mixSeeds(...parts: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const part of parts) {
    // Beyond 32 bits, so that large seeds that differ only there differ.
    for (const word of [part >>> 0, Math.floor(part / 0x1_0000_0000) >>> 0]) {
      hash = Math.imul(hash ^ word, 0x01000193);
      hash ^= hash >>> 15;
      hash = Math.imul(hash, 0x2c1b3c6d);
      hash ^= hash >>> 13;
    }
  }
  return hash >>> 0;
}

/** A UUID of version 4 (RFC 9562) that the seed decides. */
export function seededUuid(seed: number): string {
  const digits = [0, 1, 2, 3].map((part) => mixSeeds(seed, part).toString(16).padStart(8, "0")).join("");
  const variant = ((Number.parseInt(digits[16] ?? "0", 16) & 3) | 8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
