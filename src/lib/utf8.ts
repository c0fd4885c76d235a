/**
 * The offset of the first byte that begins no well-formed UTF-8 sequence (Unicode 15, table 3-7), or -1.
 * A decoder cannot tell: a U+FFFD in its text may have been sent as such.
 */
export function firstInvalidUtf8(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let at = 0; at < length;) {
    const lead = bytes[at] as number;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = sequenceLength(lead);
    if (size === 0 || at + size > length) return at;
    // The second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    const second = bytes[at + 1] as number;
    if (second < low || second > high) return at;
    for (let next = at + 2; next < at + size; next++) {
      if (((bytes[next] as number) & 0xc0) !== 0x80) return at;
    }
    at += size;
  }
  return -1;
}

/** How many of the bytes remain when a sequence that is cut off at their end is left out. */
export function completeUtf8Length(bytes: Uint8Array): number {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? length - back : length;
  }
  return length;
}

/** How many bytes a sequence with this first byte has; 0 for a byte that begins none. */
function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}
