const LF = 10;
const CR = 13;
const MOST = 3;

/**
 * Where to cut a frame so that a careless reader stumbles: inside characters of several bytes, inside line ends (between CR and LF, between
 * two LF), and at a few other places. In order, each from 1 to the length less 1; empty for a frame of one byte.
 */
export function splitPlaces(bytes: Uint8Array, random: () => number): number[] {
  const insideCharacters: number[] = [];
  const insideLineEnds: number[] = [];
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) === 0x80) insideCharacters.push(at);
    else if (byte === LF && (bytes[at - 1] === LF || bytes[at - 1] === CR)) insideLineEnds.push(at);
  }
  const places = new Set<number>();
  const some = (of: readonly number[]): void => {
    for (let taken = 0; taken < MOST && of.length > 0; taken++)
      places.add(of[Math.floor(random() * of.length)] as number);
  };
  some(insideCharacters);
  some(insideLineEnds);
  for (let taken = 0; taken < MOST && bytes.length > 1; taken++) {
    places.add(1 + Math.floor(random() * (bytes.length - 1)));
  }
  return [...places].sort((a, b) => a - b);
}
