import { err, type Result } from "#src/lib/result.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { replyTo } from "#src/run/dialects/dialects.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import { messageOf } from "#src/transport/errorWords.ts";
import type { Answerer } from "./loopTypes.ts";

interface OpenPause {
  readonly pause: Pause;
  readonly abort: AbortController;
  state: "making" | "asked" | "never" | "answered";
  reply: Reply | undefined;
}

/** What happens to pauses. */
interface PauseEvents {
  /** Something changed: an answer came, or it is known that none comes by itself. */
  readonly changed: () => void;
  readonly refused: (pause: Pause, sentence: string) => void;
  /** An answer was taken. */
  readonly taken?: (reply: Reply) => void;
}

/** Pauses that are being answered: by an answerer, by the user, in any order. The first usable answer holds. */
export class OpenPauses {
  private readonly pauses = new Map<string, OpenPause>();

  constructor(
    private readonly answerer: Answerer,
    private readonly events: PauseEvents,
  ) {}

  /** Begins to answer pauses; those that are known already go on. */
  add(pauses: readonly Pause[], view: AgentView): void {
    const added = pauses.filter(({ id }) => !this.pauses.has(id));
    for (const pause of added) {
      this.pauses.set(pause.id, { pause, abort: new AbortController(), state: "making", reply: undefined });
    }
    for (const { id } of added) void this.make(this.pauses.get(id) as OpenPause, view);
  }

  /** The user's answer to one of them, whether or not it was asked of the user. */
  give(pauseId: string, answer: PauseAnswer): Result<Reply> {
    const open = this.pauses.get(pauseId);
    if (!open) return err("Nothing waits for this answer any more.");
    if (open.state === "answered") return err("This was answered already.");
    return this.take(open, answer);
  }

  /** Ends the making of an answer, which is then the user's to give. False where none is being made. */
  takeOver(pauseId: string): boolean {
    const open = this.pauses.get(pauseId);
    if (open?.state !== "making") return false;
    open.state = "asked";
    open.abort.abort();
    this.events.changed();
    return true;
  }

  /** Nobody is asked any more. */
  end(): void {
    for (const { abort } of this.pauses.values()) abort.abort();
    this.pauses.clear();
  }

  /** Those without an answer. */
  get unanswered(): readonly Pause[] {
    return this.list((open) => open.state !== "answered");
  }

  get replies(): readonly Reply[] {
    return [...this.pauses.values()].flatMap(({ reply }) => reply ?? []);
  }

  /** True while an answer is being made. */
  get isMaking(): boolean {
    return [...this.pauses.values()].some(({ state }) => state === "making");
  }

  /** Those that the user is asked. */
  get asked(): readonly Pause[] {
    return this.list(({ state }) => state === "asked");
  }

  private list(test: (open: OpenPause) => boolean): readonly Pause[] {
    return [...this.pauses.values()].filter(test).map(({ pause }) => pause);
  }

  private async make(open: OpenPause, view: AgentView): Promise<void> {
    const { pause, abort } = open;
    let answered: Awaited<ReturnType<Answerer>>;
    try {
      answered = await this.answerer(pause, { view, signal: abort.signal });
    } catch (error) {
      answered = { kind: "fail", message: messageOf(error) };
    }
    if (open.state !== "making" || abort.signal.aborted) return;
    if (answered === "ask" || answered === "never") {
      open.state = answered === "ask" ? "asked" : "never";
      this.events.changed();
      return;
    }
    const taken = this.take(open, answered);
    if (taken.ok) return;
    open.state = "asked";
    const why = answered.kind === "fail" ? `${answered.message} ${taken.error}` : taken.error;
    this.events.refused(pause, why);
    this.events.changed();
  }

  private take(open: OpenPause, answer: PauseAnswer): Result<Reply> {
    const reply = replyTo(open.pause, answer);
    if (!reply.ok) return reply;
    open.state = "answered";
    open.reply = reply.value;
    open.abort.abort();
    this.events.taken?.(reply.value);
    this.events.changed();
    return reply;
  }
}
