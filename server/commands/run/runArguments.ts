import { parseArgs } from "node:util";
import { err, ok, type Result } from "#src/lib/result.ts";
import { checkUrl, headerProblem, type OutgoingHeader } from "#src/run/checkTarget.ts";
import { MOST_ROUNDS } from "#src/run/turn/mostRounds.ts";
import { firstSentence } from "../firstSentence.ts";

/** What to run, and how. Files are named, not read. */
export interface RunArguments {
  readonly url: string;
  /** Undefined where the first message comes from standard input. */
  readonly message: string | undefined;
  readonly headers: readonly OutgoingHeader[];
  readonly context: readonly { readonly description: string; readonly value: string }[];
  readonly tools: string | undefined;
  readonly answers: string | undefined;
  readonly state: string | undefined;
  readonly forwardedProps: string | undefined;
  readonly thread: string | undefined;
  readonly maxRounds: number;
  readonly out: string | undefined;
  readonly follow: boolean;
}

export const RUN_USAGE =
  "Usage: agui-scope run URL --message TEXT [--tools FILE] [--answers FILE] [--state FILE] [--forwarded-props FILE] [--header 'Name: value']... [--context 'About: text']... [--thread ID] [--max-rounds 25] [--out FILE] [--follow]";

const MOST_ROUNDS_EVER = 10_000;

/** Flags of `run`; the error is one sentence, and never holds the value of a header, not even of one that was given wrongly. */
export function readRunArguments(args: readonly string[]): Result<RunArguments> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        message: { type: "string" },
        header: { type: "string", multiple: true, default: [] },
        context: { type: "string", multiple: true, default: [] },
        tools: { type: "string" },
        answers: { type: "string" },
        state: { type: "string" },
        "forwarded-props": { type: "string" },
        thread: { type: "string" },
        "max-rounds": { type: "string", default: String(MOST_ROUNDS) },
        out: { type: "string" },
        follow: { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    const [typed, ...more] = positionals;
    if (typed === undefined) return err("No URL was given.");
    if (more.length > 0) return err("One URL is expected, and there is more; texts with blanks need quotes.");
    const url = checkUrl(typed);
    if (!url.ok) return url;
    const { message, tools, answers, state, thread, out, follow, "forwarded-props": forwardedProps } = values;
    if (!follow && (message ?? "") === "") return err("--message is missing: what to say to the agent.");
    const headers = readPairs(values.header);
    if (!headers) return err("--header takes a name, a colon and a value, such as 'Authorization: Bearer …'.");
    const wrong = headers.map(headerProblem).find((problem) => problem !== undefined);
    if (wrong !== undefined) return err(`--header: ${wrong}`);
    const context = readPairs(values.context);
    if (!context) return err("--context takes what it is about, a colon and the text, such as 'Language: Portuguese'.");
    const rounds = Number(values["max-rounds"]);
    if (!Number.isInteger(rounds) || rounds < 0 || rounds > MOST_ROUNDS_EVER)
      return err(`--max-rounds takes a number from 0 to ${MOST_ROUNDS_EVER}.`);
    for (const [flag, given] of Object.entries({
      tools,
      answers,
      state,
      thread,
      out,
      "forwarded-props": forwardedProps,
    }))
      if (given === "") return err(`--${flag} takes ${flag === "thread" ? "an id" : "a file"}.`);
    return ok({
      url: url.value,
      message: message === "" ? undefined : message,
      headers,
      context: context.map(({ name, value }) => ({ description: name, value })),
      tools,
      answers,
      state,
      forwardedProps,
      thread,
      maxRounds: rounds,
      out,
      follow,
    });
  } catch (error) {
    return err(firstSentence(error));
  }
}

/** `name: value` pairs; undefined where one is none. */
function readPairs(texts: readonly string[]): readonly OutgoingHeader[] | undefined {
  const pairs: OutgoingHeader[] = [];
  for (const text of texts) {
    const colon = text.indexOf(":");
    if (colon < 1) return undefined;
    pairs.push({ name: text.slice(0, colon).trim(), value: text.slice(colon + 1).trim() });
  }
  return pairs;
}
