import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { err } from "#src/lib/result.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { decodeProtobuf } from "#src/protocol/protobuf.ts";
import { Reading } from "#src/reconstruction/reading.ts";
import { DEFAULT_DIALECTS, replyTo } from "#src/run/dialects/dialects.ts";
import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { buildRunInput, holdsRunBack } from "#src/run/runInput.ts";
import { startRun } from "#src/run/runLoop.ts";
import { withRules } from "#src/run/turn/autoRules.ts";
import type { Answerer } from "#src/run/turn/loopTypes.ts";
import { mockAnswerer } from "#src/run/turn/mockAnswerer.ts";
import { ToolLoop } from "#src/run/turn/toolLoop.ts";
import type { RequestDraft } from "#src/run/types.ts";
import { argumentProblems } from "#src/tools/argumentProblems.ts";
import { resultSchemaOf } from "#src/tools/resultSchema.ts";
import type { CommandIo } from "../view.ts";
import { agentTransport } from "./agentTransport.ts";
import { ConversationText } from "./conversationText.ts";
import { EXIT, exitCodeOf } from "./exitCode.ts";
import type { RunArguments } from "./runArguments.ts";
import type { RunFiles } from "./runFiles.ts";
import { visibleLine } from "./visibleText.ts";

/** Problems that are told of one message; the rest is counted. */
const MOST_PROBLEMS = 20;

/** A conversation of the command line with an agent: one message after the other, each until nothing waits any more. */
export class Conversation {
  readonly reading = new Reading({ decodeProtobuf });
  private readonly text: ConversationText;
  private readonly draft: RequestDraft;
  private readonly answer: Answerer;
  private told = 0;
  /** What got no answer and may be no question, which is said once. */
  private readonly doubted = new Set<string>();
  private isFirst = true;

  constructor(
    private readonly wanted: RunArguments,
    private readonly files: RunFiles,
    private readonly io: CommandIo,
    private readonly stopped: AbortSignal,
  ) {
    this.text = new ConversationText(this.reading, (text) => io.stdout(text), io.colour === true);
    this.draft = {
      message: "",
      threadId: wanted.thread ?? randomUUID(),
      runId: "",
      stateText: undefined,
      context: wanted.context.map((entry) => ({ id: "", ...entry })),
      forwardedPropsText: files.forwardedPropsText,
      bodyText: undefined,
    };
    this.answer = this.answerer();
  }

  /** Says something to the agent and resolves with the exit code of that. */
  async say(message: string): Promise<number> {
    const { reading, files, text } = this;
    const errorsBefore = reading.findingCounts.error;
    const ids = { runId: randomUUID(), messageId: randomUUID() };
    const stateText = this.isFirst ? files.stateText : undefined;
    this.isFirst = false;
    const draft = { ...this.draft, message, stateText };
    const first = buildRunInput(draft, reading.viewAt(reading.length), ids, { tools: files.offered });
    for (const { severity, message: problem } of first.problems) this.tell(`The request: ${severity}: ${problem}`);
    if (holdsRunBack(first.problems)) return EXIT.usage;
    text.said(ids.messageId, message);
    let waiting: readonly Pause[] = [];
    const loop: ToolLoop = new ToolLoop({
      reading,
      send: async (body, signal) => {
        const { url, headers } = this.wanted;
        const run = startRun({
          transport: agentTransport(url),
          url,
          headers,
          body,
          reading,
          notify: () => text.update(),
        });
        signal.addEventListener("abort", () => run.stop(), { once: true });
        const status = await run.finished;
        text.end();
        return status;
      },
      answer: this.answer,
      look: () => ({
        tools: files.offered.map(({ name }) => name),
        dialects: DEFAULT_DIALECTS,
        resultSchema: (name) => resultSchemaOf(files.mocks, name),
      }),
      draft: () => this.draft,
      tools: () => files.offered,
      newId: randomUUID,
      now: Date.now,
      mostRounds: this.wanted.maxRounds,
      onStatus: (status) => {
        if (status.phase !== "waiting") return;
        // Nobody sits here to be asked.
        waiting = status.open;
        loop.stop();
      },
      onRefused: (_pause, sentence) => this.tell(sentence),
    });
    const stop = (): void => loop.stop();
    this.stopped.addEventListener("abort", stop, { once: true });
    if (this.stopped.aborted) stop();
    const end = await loop.start(first.body);
    this.stopped.removeEventListener("abort", stop);
    if (end.sentence !== "" && end.reason !== "unanswered") this.tell(end.sentence);
    if (end.reason === "cap") this.tell("Raise --max-rounds to let it go on.");
    const left = end.reason === "unanswered" ? end.open : waiting;
    for (const pause of left) this.tell(waitsSentence(pause));
    this.tellProblems();
    if (left.length > 0) return EXIT.waits;
    return exitCodeOf(reading, end.reason, reading.findingCounts.error > errorsBefore);
  }

  /** Answers by the plans of tools, then by rules; what neither answers nobody does. Prints each answer. */
  private answerer(): Answerer {
    const { files } = this;
    const byRule = withRules(
      () => files.rules,
      () => "never",
      ({ did, sentence }) => {
        if (did === "nothing") this.tell(sentence);
      },
    );
    const byPlan = mockAnswerer({
      tools: () => files.mocks,
      deps: (signal) => ({
        runScript: () => Promise.resolve(err("Scripts run in the page only.")),
        wait: (ms) => sleep(ms, undefined, { signal }),
        random: Math.random,
        now: Date.now,
      }),
      warn: (pause, warnings) => {
        for (const warning of warnings) this.tell(`${pause.toolCall?.name ?? ""}: ${warning}`);
      },
      otherwise: byRule,
    });
    return async (pause, context) => {
      this.checkArguments(pause);
      const planned = await byPlan(pause, context);
      const answer = planned === "ask" ? await byRule(pause, context) : planned;
      if (answer === "ask" || answer === "never") {
        const { id, doubt, question } = pause;
        if (doubt !== undefined && !this.doubted.has(id)) this.tell(`${question} It gets no answer. ${doubt}`);
        this.doubted.add(id);
        return "never";
      }
      // What cannot be said is refused with a reason, and was no answer.
      if (!replyTo(pause, answer).ok) return answer;
      const { toolCall, interrupt } = pause;
      const name = toolCall?.name ?? interrupt?.reason ?? pause.dialect;
      this.text.tell(answer.kind === "result" ? "result" : "answer", `${name} ${said(answer)}`, toolCall?.id);
      return answer;
    };
  }

  private checkArguments({ toolCall }: Pause): void {
    const tool = toolCall && this.files.mocks.find(({ name }) => name === toolCall.name);
    if (!tool) return;
    for (const { pointer, message } of argumentProblems(tool, toolCall.argumentsText))
      this.tell(`The arguments of ${toolCall.name}${pointer === "" ? "" : ` at ${pointer}`}: ${message}.`);
  }

  /** What was found since the last message, errors and warnings. */
  private tellProblems(): void {
    const found = this.reading.findings.slice(this.told).filter(
      // That no answer came is the first thing that is said, and not in the words of a page.
      ({ severity, rule }) => severity !== "info" && rule !== "transport/unreachable",
    );
    this.told = this.reading.findings.length;
    for (const { seq, severity, rule, message } of found.slice(0, MOST_PROBLEMS))
      this.tell(`event ${seq} · ${severity} · ${rule} · ${message}`);
    const more = found.length - MOST_PROBLEMS;
    if (more > 0) this.tell(`… and ${more} more problems.`);
  }

  private tell(sentence: string): void {
    this.io.stderr(`agui-scope run: ${visibleLine(sentence)}\n`);
  }
}

/** An answer in words. */
function said(answer: PauseAnswer): string {
  switch (answer.kind) {
    case "result":
      return short(answer.text ?? stringifyJson(answer.value));
    case "approve":
      return answer.editedArgs === undefined
        ? "approved"
        : `approved with other arguments ${short(stringifyJson(answer.editedArgs))}`;
    case "reject":
      return `rejected${answer.reason === undefined ? "" : `: ${answer.reason}`}`;
    case "fail":
      return `failed: ${answer.message}`;
    default:
      return "cancelled";
  }
}

const SHORT = 1_000;
const short = (text: string): string => (text.length > SHORT ? `${text.slice(0, SHORT)}…` : text);

function waitsSentence({ toolCall, interrupt, dialect, shape }: Pause): string {
  const isTool = shape.fits.includes("result") && shape.fits.includes("fail");
  if (toolCall && isTool)
    return `${toolCall.name} ${short(toolCall.argumentsText)} waits for a result: add a plan for it under tools in --answers, or a rule.`;
  const name = toolCall?.name ?? interrupt?.reason ?? dialect;
  return `${interrupt?.message ?? name} waits for an answer: add a rule that matches “${name}” under rules in --answers; it can ${shape.fits.join(", ")}.`;
}
