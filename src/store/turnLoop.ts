import type { StoreApi } from "zustand/vanilla";
import type { Result } from "#src/lib/result.ts";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import { paced, realPacer } from "#src/run/pacer.ts";
import { faultVerdict, FAULT_WORDS } from "#src/run/pending/resumeFaultWords.ts";
import { scanAhead } from "#src/run/pending/runScan.ts";
import type { ResumeFault } from "#src/run/pending/resumeFault.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import type { BuiltInput } from "#src/run/runInput.ts";
import type { Answerer, LoopStatus } from "#src/run/turn/loopTypes.ts";
import { ToolLoop } from "#src/run/turn/toolLoop.ts";
import type { RunStatus } from "#src/run/types.ts";
import { resultSchemaOf } from "#src/tools/resultSchema.ts";
import { filledDraft } from "./address.ts";
import { bodyFormOf } from "./bodyForms.ts";
import type { StoreDeps } from "./deps.ts";
import { keepPosted } from "./keepPosted.ts";
import { selectStartsRecording } from "./selectors.ts";
import { postBeside } from "./sidePost.ts";
import { selectTools, selectToolsToSend } from "./toolSets.ts";
import { answersOf } from "./turnAnswers.ts";
import type { RequestReview, Turn } from "./turnTypes.ts";
import type { ScopeState } from "./types.ts";
import { sleepUntil } from "./sleepUntil.ts";
import { writtenBody } from "./writtenBody.ts";

/** A turn of the client that goes on. */
export interface GoingTurn {
  give(id: string, answer: PauseAnswer): Result<Reply>;
  leave(id: string): void;
  takeOver(id: string): void;
  /** Events came for the run that goes on. */
  heard(): void;
  /** The run that it was made for has ended. */
  begin(): void;
  endReview(body: string | undefined): void;
  sendRight(): void;
  stop(): void;
}

/** How a turn begins: with what waits after the last run, unless something else is said. */
export interface TurnBeginning {
  /** What there is to say about it from the start. */
  readonly problem?: string;
  /** The run goes on: until `begin` only what is asked beside its stream is answered. */
  readonly isRunning?: boolean;
  /** What is sent first. */
  readonly body?: string;
}

interface Store {
  readonly get: StoreApi<ScopeState>["getState"];
  readonly set: (part: Partial<ScopeState>) => void;
}

/** A resume that was wrong on purpose. */
interface Fault {
  readonly fault: ResumeFault;
  /** The request that would have been right; undefined where it is too late for one. */
  readonly right: string | undefined;
}

const ELSEWHERE =
  "The answers were not sent: the endpoint is another one now. Enter the one that asked, and answer again.";

/**
 * Has everything answered that the last run of the recording on screen left to the client, sends the next request, and goes on so until nothing
 * waits.
 */
export function startTurn(store: Store, deps: StoreDeps, { problem = "", isRunning, body }: TurnBeginning): GoingTurn {
  const { get, set } = store;
  const { session } = get();
  const { reading } = session;
  const asked = new Set<string>();
  const leaves = new Map<string, () => void>();
  const names = new Map<string, string>();
  let pauses: readonly Pause[] = [];
  let said = problem;
  // What was refused once would be refused again: then the user answers, and not the same mock tool for ever.
  let isByHand = problem !== "";
  let next: GoingTurn | undefined;
  let isStopped = false;
  let isHearing = false;
  let reviewed: { readonly shown: RequestReview; readonly end: (body: string | undefined) => void } | undefined;
  let typed: string | undefined;
  let heldUntil: number | undefined;
  let wrong: Fault | undefined;
  let verdict: (NonNullable<Turn["verdict"]> & { readonly right: string | undefined }) | undefined;

  const ask: Answerer = ({ id, doubt }) => {
    asked.add(id);
    if (doubt === undefined) return "ask";
    // The loop takes it for one that is being answered, and tells nothing.
    show(loop.status);
    // It holds up nothing once the user has said that it is no question.
    return new Promise((resolve) => leaves.set(id, () => resolve("never")));
  };
  const byItself = answersOf({ get, session: session.id, newId: deps.newId, ask });

  const loop = new ToolLoop({
    reading,
    send,
    async answer(pause, context) {
      names.set(pause.id, pause.toolCall?.name ?? pause.dialect);
      const answered = await (isByHand ? ask : byItself)(pause, context);
      if (answered !== "ask" && (answered !== "never" || pause.doubt !== undefined)) return answered;
      // A mock tool that gives no answer leaves the user free to give one.
      asked.add(pause.id);
      return "ask";
    },
    prepare: (signal) => paced(scanAhead(reading), () => undefined, deps.pacer ?? realPacer, signal),
    look: () => ({
      tools: selectTools(get()).flatMap(({ enabled, name }) => (enabled ? [name] : [])),
      dialects: [...DEFAULT_DIALECTS, ...get().loop.optIn],
      resultSchema: (name) => resultSchemaOf(selectTools(get()), name),
    }),
    draft: () => filledDraft(get().draft, get()).draft,
    tools: () => selectToolsToSend(get()),
    newId: deps.newId,
    now: () => Date.now(),
    mostRounds: get().loop.mostRounds,
    get review() {
      return get().loop.review ? review : undefined;
    },
    fault: () => get().resumeFault,
    onFault(fault, right) {
      // What has expired cannot be made up for.
      wrong = { fault, right: fault === "expired" ? undefined : right.body };
      set({ resumeFault: undefined });
    },
    async until(time, signal) {
      heldUntil = time;
      show(loop.status);
      await sleepUntil(time, signal);
      heldUntil = undefined;
    },
    post: (reply, signal) => {
      const name = names.get(reply.pauseId) ?? reply.pauseId;
      const line = { id: deps.newId(), session: session.id, at: Date.now(), name };
      const exchange = reading.log.exchanges.at(-1);
      const runUrl = exchange?.request.url ?? get().endpoint;
      const keep = (sentence: string): void => {
        if (!exchange || !keepPosted(reading, exchange.index, sentence) || get().session.id !== session.id) return;
        // The stream may bring nothing more that would show it.
        const revision = get().revision + 1;
        set({ revision, viewRevision: revision });
      };
      return postBeside({ get, transports: deps.transports, runUrl, reply, line, signal, keep });
    },
    onPauses(found) {
      pauses = found;
      asked.clear();
      leaves.clear();
      sayWaiting();
    },
    onStatus: show,
    onRefused(pause, sentence) {
      asked.add(pause.id);
      said = sentence;
    },
  });
  if (isRunning !== true) void loop.start(body);
  else heard();
  return {
    give: (id, answer) => (next ? next.give(id, answer) : loop.give(id, answer)),
    leave: (id) => (next ? next.leave(id) : leaves.get(id)?.()),
    takeOver(id) {
      if (next) return next.takeOver(id);
      asked.add(id);
      loop.takeOver(id);
    },
    heard,
    begin: () => void loop.start(),
    endReview: (edited) => (next ? next.endReview(edited) : reviewed?.end(edited)),
    sendRight() {
      if (next) next.sendRight();
      else if (verdict?.right !== undefined) goOn({ body: verdict.right });
    },
    stop() {
      isStopped = true;
      next?.stop();
      loop.stop();
    },
  };

  /** At most once a frame: each time the view is made. */
  function heard(): void {
    if (next) return next.heard();
    if (isHearing || !get().loop.optIn.includes("tool-call-request")) return;
    isHearing = true;
    deps.scheduler.schedule(() => {
      isHearing = false;
      if (!isStopped) loop.heard();
    });
  }

  function goOn(beginning: TurnBeginning): void {
    set({ turn: undefined });
    next = startTurn(store, deps, beginning);
  }

  async function send(sent: string): Promise<RunStatus> {
    said = "";
    isByHand = false;
    if (get().session.id !== session.id) return { phase: "stopped", detail: "" };
    if (selectStartsRecording(get())) return { phase: "failed", detail: ELSEWHERE };
    const before = reading.log.exchanges.length;
    const runs = reading.viewAt(reading.length).runs.length;
    await get().run({ body: sent, asTyped: sent === typed });
    const { length } = reading.log.exchanges;
    // The status in the store is as of the last frame drawn.
    const status = length > before ? deps.runCode.now.statusOf(reading, length - 1, deps.pageUrl) : get().status;
    if (wrong && length > before) judge(wrong, runs, status);
    wrong = undefined;
    return status;
  }

  /** Says what the agent made of a resume that was wrong on purpose. */
  function judge({ fault, right }: Fault, runsBefore: number, status: RunStatus): void {
    const made = faultVerdict(fault, reading.viewAt(reading.length).runs[runsBefore], status);
    const { isRight, sentence } = made;
    const line = { id: deps.newId(), session: session.id, at: Date.now(), name: FAULT_WORDS[fault].title };
    get().logTurn({ ...line, kind: "fault", sentence, isProblem: !isRight });
    if (status.phase === "failed") verdict = { ...made, right, canSendRight: right !== undefined };
  }

  /** Shows the next request as it would go out, and waits until the user has looked at it. */
  async function review(built: BuiltInput, signal: AbortSignal): Promise<string | undefined> {
    const writing = { form: bodyFormOf(get()), envelope: undefined, bodyText: undefined };
    const shown = await writtenBody(built.body, writing).catch(() => built.body);
    if (signal.aborted) return undefined;
    return new Promise((resolve) => {
      const end = (edited: string | undefined): void => {
        reviewed = undefined;
        typed = edited === shown ? undefined : edited;
        resolve(edited === shown ? built.body : edited);
      };
      reviewed = { shown: { id: deps.newId(), body: shown, problems: built.problems }, end };
      show(loop.status);
    });
  }

  function show(status: LoopStatus): void {
    // Whoever stopped it has shown something else by now.
    if (isStopped) return;
    if (status.phase !== "ended") {
      if (status.phase === "running") pauses = status.open;
      const isSomethingToShow = status.open.length > 0 || reviewed !== undefined || heldUntil !== undefined;
      set({ turn: isSomethingToShow ? turnOf(status) : undefined });
      return;
    }
    const { reason, sentence } = status;
    if (reason === "cap") return set({ turn: { ...turnOf(status), problem: sentence, isCapped: true } });
    if (reason === "failed" && verdict) return set({ turn: { ...turnOf(status), verdict } });
    const hasNotLeft = reason === "held-back" || reason === "cancelled" || sentence === ELSEWHERE;
    if (hasNotLeft) goOn({ problem: sentence });
    else set({ turn: undefined });
  }

  function turnOf({ open, round }: LoopStatus): Turn {
    const ids = open.map(({ id }) => id);
    return {
      session: session.id,
      pauses,
      open: ids,
      asked: ids.filter((id) => asked.has(id)),
      round,
      problem: said,
      isCapped: false,
      ...(reviewed && { review: reviewed.shown }),
      ...(heldUntil !== undefined && { heldUntil }),
    };
  }

  /** Not all that waits is known to the status: an agent may have asked in a custom event. */
  function sayWaiting(): void {
    const certain = pauses.filter(({ doubt }) => doubt === undefined).length;
    if (certain === 0) return;
    const detail = certain === 1 ? "1 question without an answer." : `${certain} questions without an answer.`;
    deps.scheduler.schedule(() => {
      const { turn, status } = get();
      if (turn?.session === session.id && status.phase === "finished") set({ status: { phase: "waiting", detail } });
    });
  }
}
