import { open } from "node:fs/promises";
import { join } from "node:path";
import { RecordingLog } from "#src/recording/log.ts";
import { writeRecording } from "#src/recording/writeRecording.ts";
import type { RelayRecord } from "#src/transport/relayWire.ts";
import { SignalAssembler } from "#src/transport/signalAssembler.ts";
import type { TransportSignal } from "#src/transport/types.ts";
import { threadOf } from "./exchangeKind.ts";

/** What a folder of recordings may be told. */
export interface RecordingFolderOptions {
  /** Bytes of exchanges under way that are held in all; what is beyond is counted in the recording. 1 GiB by default. */
  readonly limitBytes?: number;
  /** Told one sentence for each recording that could not be written. */
  readonly onProblem: (message: string) => void;
}

/** An exchange under way. */
interface OpenRecording {
  readonly id: string;
  readonly log: RecordingLog;
  readonly assembler: SignalAssembler;
  bytes: number;
  dropped: number;
}

const LINES_PER_WRITE = 1000;
const MAX_NAMES = 1000;

/**
 * Writes each exchange into a folder when it has ended, as `<time>-<thread>.agui.jsonl`, or with the exchange's id where it names no
 * thread. Exchanges are only kept while they run; whatever goes wrong with a file is told and disturbs nothing else.
 */
export class RecordingFolder {
  private readonly running = new Map<string, OpenRecording>();
  private readonly limitBytes: number;
  private readonly onProblem: (message: string) => void;
  private held = 0;
  /** One file is written after another: several at once would be no faster. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly dir: string,
    { limitBytes = 1024 ** 3, onProblem }: RecordingFolderOptions,
  ) {
    this.limitBytes = limitBytes;
    this.onProblem = onProblem;
  }

  accept(record: RelayRecord): void {
    const recording = record.type === "request" ? this.begin(record.exchange) : this.running.get(record.exchange);
    if (recording === undefined) return;
    void recording.assembler.accept(record);
    if (recording.assembler.isOver) this.finish(recording);
  }

  /** Writes what is still under way as it is now; resolves when every file is written. */
  close(): Promise<void> {
    for (const recording of this.running.values()) this.finish(recording);
    return this.writing;
  }

  private begin(id: string): OpenRecording {
    const recording: OpenRecording = {
      id,
      log: new RecordingLog(),
      assembler: new SignalAssembler((signal) => this.keep(recording, signal)),
      bytes: 0,
      dropped: 0,
    };
    this.running.set(id, recording);
    return recording;
  }

  private keep(recording: OpenRecording, signal: TransportSignal): void {
    const { log } = recording;
    switch (signal.type) {
      case "request":
        log.beginExchange(signal.request);
        return;
      case "response":
        return log.setResponse(signal.time, signal.response);
      case "chunk": {
        const { time, bytes, frames, notes } = signal;
        // Once bytes are missing, the ranges of later frames point at nothing that was kept.
        if (recording.dropped > 0 || this.held + bytes.length > this.limitBytes) recording.dropped += bytes.length;
        else {
          this.held += bytes.length;
          recording.bytes += bytes.length;
          log.appendChunk(time, bytes, frames, notes);
        }
        return;
      }
      case "end": {
        const { time, reason, message, code, frames, notes } = signal;
        log.appendChunk(time, new Uint8Array(0), recording.dropped > 0 ? [] : frames, notes);
        log.endExchange({ time, reason, message, ...(code !== undefined && { code }) });
      }
    }
  }

  private finish(recording: OpenRecording): void {
    const { id, log, dropped } = recording;
    this.running.delete(id);
    if (dropped > 0) {
      const full = { code: "recording-full", offset: log.byteLength, detail: String(dropped) } as const;
      log.appendChunk(0, new Uint8Array(0), [], [full]);
    }
    this.writing = this.writing.then(() => this.write(recording)).finally(() => (this.held -= recording.bytes));
  }

  /** Never rejects. */
  private async write({ id, log }: OpenRecording): Promise<void> {
    const request = log.exchanges[0]?.request;
    const time = new Date(request?.startedAt ?? 0).toISOString().replace(/[:.]/g, "-");
    const name = `${time}-${fileSafe(threadOf(request?.body ?? "") ?? id)}`;
    try {
      const file = await this.create(name);
      try {
        let lines: string[] = [];
        for (const line of writeRecording(log, new Date().toISOString())) {
          if (lines.push(line) < LINES_PER_WRITE) continue;
          await file.write(lines.join(""));
          lines = [];
        }
        await file.write(lines.join(""));
      } finally {
        await file.close();
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.onProblem(`The recording ${name} could not be written to ${this.dir}: ${why}.`);
    }
  }

  /** A file that was not there before: several runs of a thread may begin within one millisecond. */
  private async create(name: string) {
    for (let number = 1; ; number++) {
      const path = join(this.dir, `${name}${number === 1 ? "" : `-${number}`}.agui.jsonl`);
      try {
        return await open(path, "wx");
      } catch (error) {
        const isTaken = error instanceof Error && "code" in error && error.code === "EEXIST";
        if (!isTaken || number === MAX_NAMES) throw error;
      }
    }
  }
}

/** A thread is named by whoever calls: its name must not lead out of the folder, nor be too long for a file system. */
const fileSafe = (name: string): string => name.replace(/[^\w.-]+/g, "_").slice(0, 80);
