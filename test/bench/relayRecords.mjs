// @ts-check
// Reads records of the relay as a stranger to our code would: see src/transport/relayWire.ts for what they are.

/**
 * A function that takes pieces of a body and calls `onRecord` with each record and its bytes.
 * @param {(record: any, bytes: Buffer) => void} onRecord @returns {(piece: Buffer) => void}
 */
export function recordReader(onRecord) {
  /** @type {Buffer} */
  let pending = Buffer.alloc(0);
  return (piece) => {
    let all = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    // Two big-endian lengths, a JSON head, then bytes.
    while (all.length >= 8 && all.length >= 8 + all.readUInt32BE(0) + all.readUInt32BE(4)) {
      const head = 8 + all.readUInt32BE(0);
      const end = head + all.readUInt32BE(4);
      onRecord(JSON.parse(all.toString("utf8", 8, head)), all.subarray(head, end));
      all = all.subarray(end);
    }
    pending = all;
  };
}
