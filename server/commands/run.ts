import { randomUUID } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { err, ok, type Result } from "#src/lib/result.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { saveFile } from "#src/run/saveFile.ts";
import { messageOf } from "#src/transport/errorWords.ts";
import { Conversation } from "./run/conversation.ts";
import { EXIT, worse } from "./run/exitCode.ts";
import { readRunArguments, RUN_USAGE } from "./run/runArguments.ts";
import { readRunFiles } from "./run/runFiles.ts";
import { stdinLines } from "./run/stdinLines.ts";
import type { ServeHost } from "./serve.ts";
import type { CommandIo } from "./view.ts";

/**
 * `agui-scope run URL --message TEXT`: talks to an agent as the page does, with tools and questions answered from files, and prints the conversation
 * while it streams. With `--follow` each further line of standard input is the next message of the same conversation; a run that failed
 * does not end it. Resolves with the exit code, of several messages the worst.
 */
export async function run(
  args: readonly string[],
  io: CommandIo,
  host: Pick<ServeHost, "untilStopped">,
): Promise<number> {
  const wanted = readRunArguments(args);
  if (!wanted.ok) return refused(io, `${wanted.error} ${RUN_USAGE}`);
  const files = await readRunFiles(wanted.value, randomUUID);
  if (!files.ok) return refused(io, files.error);
  const { out, message, follow } = wanted.value;
  const file = await openOut(out);
  if (!file.ok) return refused(io, file.error);
  for (const remark of files.value.remarks) io.stderr(`agui-scope run: ${remark}\n`);
  const stopped = host.untilStopped();
  const conversation = new Conversation(wanted.value, files.value, io, stopped);
  let code: number = EXIT.success;
  const goesOn = async (text: string): Promise<boolean> => {
    const said = await conversation.say(text);
    code = worse(code, said);
    return said === EXIT.success || said === EXIT.failed;
  };
  if ((message === undefined || (await goesOn(message))) && follow) {
    // oxlint-disable-next-line no-await-in-loop -- one message after the other
    for await (const line of stdinLines(io.stdin, stopped)) if (!(await goesOn(line))) break;
    if (stopped.aborted) code = EXIT.stopped;
  }
  const saved = file.value === undefined || (await write(conversation.reading, file.value, out ?? "", io));
  return saved ? code : worse(code, EXIT.failed);
}

function refused(io: CommandIo, sentence: string): number {
  io.stderr(`agui-scope run: ${sentence}\n`);
  return EXIT.usage;
}

/** Opened before anything is sent: a run whose recording is lost would have to be made again. */
async function openOut(out: string | undefined): Promise<Result<FileHandle | undefined>> {
  if (out === undefined) return ok(undefined);
  try {
    return ok(await open(out, "w"));
  } catch (error) {
    return err(`--out ${out} cannot be written: ${messageOf(error)}.`);
  }
}

async function write(reading: Reading, file: FileHandle, out: string, io: CommandIo): Promise<boolean> {
  try {
    const { parts } = await saveFile(reading, new Date());
    // oxlint-disable-next-line no-await-in-loop -- the parts in their order
    for (const part of parts) await file.appendFile(part);
    return true;
  } catch (error) {
    io.stderr(`agui-scope run: --out ${out} was not written: ${messageOf(error)}.\n`);
    return false;
  } finally {
    await file.close();
  }
}
