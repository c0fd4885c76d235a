import type { RecordingLog } from "#src/recording/log.ts";
import type { LogEntry } from "#src/recording/types.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import { parseInjectionComment } from "#src/transport/faults/injectionComment.ts";
import { decodeUtf8 } from "#src/transport/frameText.ts";
import type { Injection } from "#src/transport/faults/types.ts";

/** What changes bytes and takes no time. All else delays a frame, or adds or removes one, so that the gap before it is not the agent's. */
const TIMELESS: ReadonlySet<Injection["kind"]> = new Set(["corrupt", "crlf", "status", "content-type"]);

/** Tells, frame by frame and in order, whether AG-UI Scope itself had a hand in when a frame came. */
export class InjectedFrames {
  private nextNote = 0;
  /** A comment said so of what comes next. */
  private announced = false;

  constructor(private readonly log: RecordingLog) {}

  /** Whether the time before this frame was changed on purpose. Ask for each frame once and in order. */
  has({ seq, kind, exchange, offset, byteLength }: LogEntry): boolean {
    const { notes } = this.log;
    let marked = false;
    for (; this.nextNote < notes.length; this.nextNote++) {
      const note = notes[this.nextNote];
      if (note?.code !== "injected" || note.exchange < exchange) continue;
      // A mark belongs to the frame that holds its byte, which may still be to come.
      if (note.exchange > exchange || note.offset >= offset + byteLength) break;
      marked ||= takesTime(parseInjection(note.detail));
    }
    if (kind === "comment") {
      const injection = parseInjectionComment(decodeUtf8(this.log.bytes(seq)));
      if (injection !== undefined) {
        this.announced ||= takesTime(injection);
        return marked;
      }
    }
    const announced = this.announced;
    this.announced = false;
    return marked || announced;
  }
}

/** A mark that cannot be read may mean anything. */
const takesTime = (injection: Injection | undefined): boolean =>
  injection === undefined || !TIMELESS.has(injection.kind);
