/** Bytes of one slice: a multiple of three, so that the slices of the text can be put together, and quick enough for one task. */
const SLICE = 3 * 64 * 1024;
/** So many arguments are safe in every engine. */
const ARGUMENTS = 8192;

/** The base64 text of bytes (RFC 4648 section 4) in slices: rest between them, so that a large file does not hold up the page. */
export function* base64Slices(bytes: Uint8Array): Generator<string, void, undefined> {
  for (let from = 0; from < bytes.length; from += SLICE) {
    const slice = bytes.subarray(from, from + SLICE);
    let binary = "";
    for (let at = 0; at < slice.length; at += ARGUMENTS)
      binary += String.fromCharCode(...slice.subarray(at, at + ARGUMENTS));
    yield btoa(binary);
  }
}
