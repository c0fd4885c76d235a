/** A 32 × 32 PNG of two blue tiles, base64. */
export const tilePng =
  "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgAgMAAAAOFJJnAAAADFBMVEX///8hVJl4qtzwxFAGZ2SqAAAATklEQVR42mNY1cCwCoSB0EELhBlWMAZwgTDDAlYRJhBmaBBhBWMGhgBGBzCGUgEMrAwHRECYQYT5AysII0TgauC64ObATYbbBbd9kLkHAO5BNrGcn1uvAAAAAElFTkSuQmCC";

/** A quarter of a second of 440 Hz as an 8-bit mono WAV at 8 kHz, base64. */
export function toneWav(): string {
  const rate = 8000;
  const samples = rate / 4;
  const wav = Buffer.alloc(44 + samples);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate, 28); // bytes a second
  wav.writeUInt16LE(1, 32); // bytes a frame
  wav.writeUInt16LE(8, 34); // bits a sample
  wav.write("data", 36);
  wav.writeUInt32LE(samples, 40);
  for (let i = 0; i < samples; i++) wav[44 + i] = 128 + Math.round(40 * Math.sin((2 * Math.PI * 440 * i) / rate));
  return wav.toString("base64");
}

/** A short plain-text document, base64. */
export const noteText = Buffer.from("Tile museum, Lisbon\nOpen 10:00 to 18:00, closed on Mondays.\n").toString(
  "base64",
);
