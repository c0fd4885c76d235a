import type { Reading } from "#src/reconstruction/reading.ts";
import type { RecordingLog } from "#src/recording/log.ts";
import { writeRecording } from "#src/recording/writeRecording.ts";
import { requestIds } from "./live/requestIds.ts";
import { paced, realPacer, type Pacer } from "./pacer.ts";

/** A recording ready to be written. */
export interface SavedFile {
  readonly name: string;
  /** Its text in pieces, in order: one string of everything would double the memory that a large recording takes. */
  readonly parts: readonly string[];
}

const LINES_PER_PART = 1000;

/**
 * Writes what a reading holds now as `.agui.jsonl`, with its bookmarks and notes. `date` is when it is saved. Values of request headers
 * are never in it.
 */
export async function saveFile(
  { log, annotations }: Pick<Reading, "log" | "annotations">,
  date: Date,
  pacer: Pacer = realPacer,
): Promise<SavedFile> {
  const parts: string[] = [];
  let lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length < LINES_PER_PART) return;
    parts.push(lines.join(""));
    lines = [];
  };
  await paced(writeRecording(log, date.toISOString(), annotations.list), keep, pacer);
  parts.push(lines.join(""));
  return { name: recordingFileName(log, date), parts };
}

/** "localhost-8000_thr-8f21_2026-11-20_10-15-30.agui.jsonl": the agent's host, the thread, and the date in UTC. */
export function recordingFileName(log: RecordingLog, date: Date): string {
  const last = log.exchanges.at(-1)?.request;
  const [day = "", time = ""] = date.toISOString().split("T");
  const parts = [hostOf(last?.url ?? ""), requestIds(last?.body ?? "").threadId, day, time.slice(0, 8)];
  return `${parts.map(safe).filter(Boolean).join("_")}.agui.jsonl`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

/** Only what every file system takes, and not too much of it. */
const safe = (text: string): string =>
  text
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 40);
