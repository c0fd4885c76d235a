import { assert } from "#src/lib/assert.ts";
import { counted } from "#src/lib/counted.ts";
import { err, type Result } from "#src/lib/result.ts";
import { pausesOf } from "#src/run/pending/pausesOf.ts";
import { expiryOf } from "#src/run/pending/resumeFault.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import { whyHeldBack, type BuiltInput } from "#src/run/runInput.ts";
import type { LoopEnd, LoopOrder, LoopStatus } from "./loopTypes.ts";
import { MOST_ROUNDS } from "./mostRounds.ts";
import { nextInput } from "./nextInput.ts";
import { OpenPauses } from "./openPauses.ts";

type Ended = Extract<LoopStatus, { phase: "ended" }>;

/**
 * Runs an agent until nothing waits for the client: after each run it finds what waits, has it answered, in any order, and when all answers are there
 * sends them with the next request. One loop is for one conversation and starts once.
 */
export class ToolLoop {
  private readonly abort = new AbortController();
  private readonly mostRounds: number;
  private round = 0;
  private isStarted = false;
  private now: LoopStatus = { phase: "running", round: 0, open: [] };
  private open: OpenPauses | undefined;
  /** What is asked beside the stream of the run that goes on. */
  private beside: OpenPauses | undefined;

  constructor(private readonly order: LoopOrder) {
    this.mostRounds = order.mostRounds ?? MOST_ROUNDS;
  }

  get status(): LoopStatus {
    return this.now;
  }

  /** Sends a first body and goes on from there; without one it begins with what waits already. Never rejects on anything that an agent or an answerer does. */
  async start(body?: string): Promise<Ended> {
    assert(!this.isStarted, "a loop starts once");
    this.isStarted = true;
    // A run that goes on as the loop is made was heard until now.
    this.endBeside();
    if (body !== undefined) {
      const end = await this.run(body);
      if (end) return end;
    }
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- a round begins when the one before it is over
      const end = await this.turn();
      if (end) return end;
    }
  }

  /** The user's answer to something that waits, or why it cannot be given. */
  give(pauseId: string, answer: PauseAnswer): Result<Reply> {
    const beside = this.beside?.give(pauseId, answer);
    if (beside?.ok) return beside;
    return this.open?.give(pauseId, answer) ?? beside ?? err("Nothing waits for an answer now.");
  }

  /** Ends the making of an answer, which is then the user's to give. */
  takeOver(pauseId: string): void {
    if (!this.beside?.takeOver(pauseId)) this.open?.takeOver(pauseId);
  }

  /** Ends the loop, and the run that goes on. */
  stop(): void {
    this.abort.abort();
    this.endBeside();
  }

  /** Events came: answers what is asked beside the stream, also of a run that goes on before the loop starts. Costs nothing unless that dialect is looked for. */
  heard(): void {
    const { order } = this;
    const { post } = order;
    const look = order.look();
    if (this.now.phase !== "running" || !post || !look.dialects.includes("tool-call-request")) return;
    const pauses = pausesOf(order.reading, { ...look, dialects: ["tool-call-request"] });
    if (pauses.length === 0) return;
    const beside = (this.beside ??= new OpenPauses(order.answer, {
      changed: () => this.tell({ phase: "running", round: this.round, open: this.beside?.unanswered ?? [] }),
      refused: (pause, sentence) => order.onRefused?.(pause, sentence),
      taken: (reply) => {
        post(reply, this.abort.signal).catch((error: unknown) => {
          const pause = pauses.find(({ id }) => id === reply.pauseId);
          if (pause) order.onRefused?.(pause, `The answer could not be sent: ${String(error)}`);
        });
      },
    }));
    beside.add(pauses, order.reading.viewAt(order.reading.length));
  }

  /** Sends one body. Something is returned where the loop ends with it. */
  private async run(body: string): Promise<Ended | undefined> {
    this.tell({ phase: "running", round: this.round, open: [] });
    const step = this.step();
    const status = await this.order.send(body, step.signal).finally(step.done);
    this.endBeside();
    if (this.abort.signal.aborted || status.phase === "stopped") return this.end("stopped", "");
    if (status.phase === "failed") return this.end("failed", status.sentence ?? status.detail);
    return undefined;
  }

  /** From what waits to the end of the next run. */
  private async turn(): Promise<Ended | undefined> {
    const { order } = this;
    const { reading } = order;
    if (order.prepare) {
      const step = this.step();
      await order.prepare(step.signal).finally(step.done);
    }
    if (this.abort.signal.aborted) return this.end("stopped", "");
    const pauses = pausesOf(reading, order.look());
    order.onPauses?.(pauses);
    if (pauses.length === 0) return this.end("finished", "");
    if (this.round >= this.mostRounds) return this.end("cap", capSentence(this.mostRounds), pauses);
    const replies = await this.answersTo(pauses);
    if (!Array.isArray(replies)) return replies as Ended;
    const view = reading.viewAt(reading.length);
    // Where nothing is resumed, nothing can be resumed wrongly.
    const fault = view.interrupts.length > 0 ? order.fault?.() : undefined;
    const late = fault === "expired" ? expiryOf(view.interrupts) : undefined;
    if (late !== undefined && order.until) {
      this.tell({ phase: "held", round: this.round, open: [] });
      const step = this.step();
      await order.until(late, step.signal).finally(step.done);
      if (this.abort.signal.aborted) return this.end("stopped", "");
    }
    const turn = {
      draft: order.draft(),
      view,
      replies: replies as readonly Reply[],
      tools: order.tools(),
      newId: order.newId,
      now: order.now(),
    };
    const body = await this.reviewed(nextInput(fault ? { ...turn, fault } : turn));
    if (typeof body !== "string") return body;
    if (fault) order.onFault?.(fault, nextInput(turn));
    this.round++;
    order.onRound?.(this.round, body);
    return this.run(body);
  }

  /** The replies when all are there, or the end where they will never be. */
  private answersTo(pauses: readonly Pause[]): Promise<readonly Reply[] | Ended> {
    const { order, abort } = this;
    return new Promise((resolve) => {
      const settle = (result: readonly Reply[] | Ended): void => {
        abort.signal.removeEventListener("abort", onAbort);
        open.end();
        this.open = undefined;
        resolve(result);
      };
      const onAbort = (): void => settle(this.end("stopped", "", open.unanswered));
      const open = new OpenPauses(order.answer, {
        changed: () => {
          if (this.open !== open) return;
          const { unanswered, asked, replies } = open;
          if (open.isMaking) return this.tell({ phase: "answering", round: this.round, open: unanswered });
          if (asked.length > 0) return this.tell({ phase: "waiting", round: this.round, open: unanswered });
          const left = unanswered.filter(({ doubt }) => doubt === undefined);
          if (left.length > 0) return settle(this.end("unanswered", unansweredSentence(left), left));
          // What may be no question holds nothing up.
          return settle(replies.length > 0 ? replies : this.end("finished", ""));
        },
        refused: (pause, sentence) => order.onRefused?.(pause, sentence),
      });
      this.open = open;
      abort.signal.addEventListener("abort", onAbort);
      this.tell({ phase: "answering", round: this.round, open: pauses });
      open.add(pauses, order.reading.viewAt(order.reading.length));
    });
  }

  private endBeside(): void {
    this.beside?.end();
    this.beside = undefined;
  }

  /** The body to send, as it was built or as the review made it. */
  private async reviewed(next: BuiltInput): Promise<string | Ended> {
    const { review } = this.order;
    if (!review) {
      const why = whyHeldBack(next.problems);
      return why === undefined ? next.body : this.end("held-back", `The answers were not sent. ${why}`);
    }
    this.tell({ phase: "review", round: this.round, open: [] });
    const step = this.step();
    // A review that nobody ends must not keep the loop from being stopped.
    const stopped = new Promise<undefined>((resolve) => {
      step.signal.addEventListener("abort", () => resolve(undefined));
    });
    const body = await Promise.race([review(next, step.signal), stopped]);
    step.done();
    if (this.abort.signal.aborted) return this.end("stopped", "");
    return body ?? this.end("cancelled", "The next request was not sent: it was turned down in the review.");
  }

  /** A signal for one step, so that what listens to it goes with the step and a long loop gathers no listeners. */
  private step(): { readonly signal: AbortSignal; readonly done: () => void } {
    const own = new AbortController();
    const { signal } = this.abort;
    const stop = (): void => own.abort();
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop);
    return { signal: own.signal, done: () => signal.removeEventListener("abort", stop) };
  }

  private end(reason: LoopEnd, sentence: string, open: readonly Pause[] = []): Ended {
    const ended: Ended = { phase: "ended", round: this.round, open, reason, sentence };
    this.tell(ended);
    return ended;
  }

  private tell(status: LoopStatus): void {
    this.now = status;
    this.order.onStatus?.(status);
  }
}

const capSentence = (most: number): string =>
  `The loop stopped after ${counted(most, "round")}, because the agent still asks.`;

function unansweredSentence(left: readonly Pause[]): string {
  const names = left.map(({ toolCall, interrupt, id }) => toolCall?.name ?? interrupt?.id ?? id);
  return `Nobody answers ${[...new Set(names)].join(", ")}, and the agent goes on only when everything is answered.`;
}
