import type { StoreApi } from "zustand/vanilla";
import { err, type Result } from "#src/lib/result.ts";
import { DEFAULT_DIALECTS } from "#src/run/dialects/dialects.ts";
import type { Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import type { Answerer, LoopStatus } from "#src/run/turn/loopTypes.ts";
import { mockAnswerer } from "#src/run/turn/mockAnswerer.ts";
import { ToolLoop } from "#src/run/turn/toolLoop.ts";
import type { RunStatus } from "#src/run/types.ts";
import type { AnswerDeps } from "#src/tools/answers/answerCall.ts";
import type { StoreDeps } from "./deps.ts";
import { selectStartsRecording } from "./selectors.ts";
import { selectTools, selectToolsToSend } from "./toolSets.ts";
import type { Turn } from "./turnTypes.ts";
import type { ScopeState } from "./types.ts";

/** A turn of the client that goes on. */
export interface GoingTurn {
  give(id: string, answer: PauseAnswer): Result<Reply>;
  leave(id: string): void;
  stop(): void;
}

interface Store {
  readonly get: StoreApi<ScopeState>["getState"];
  readonly set: (part: Partial<ScopeState>) => void;
}

const ELSEWHERE =
  "The answers were not sent: the endpoint is another one now. Enter the one that asked, and answer again.";

/**
 * Has everything answered that the last run of the recording on screen left to the client, sends the next request, and goes on so until nothing
 * waits. `problem` is what there is to say about it from the start.
 */
export function startTurn(store: Store, deps: StoreDeps, problem = ""): GoingTurn {
  const { get, set } = store;
  const { session } = get();
  const { reading } = session;
  const asked = new Set<string>();
  const leaves = new Map<string, () => void>();
  let pauses: readonly Pause[] = [];
  let said = problem;
  // What was refused once would be refused again: then the user answers, and not the same mock tool for ever.
  let isByHand = problem !== "";
  let next: GoingTurn | undefined;
  let isStopped = false;

  const ask: Answerer = ({ id, doubt }) => {
    asked.add(id);
    if (doubt === undefined) return "ask";
    // The loop takes it for one that is being answered, and tells nothing.
    show(loop.status);
    // It holds up nothing once the user has said that it is no question.
    return new Promise((resolve) => leaves.set(id, () => resolve("never")));
  };
  const mock = mockAnswerer({
    tools: () => selectTools(get()),
    deps: answerDeps,
    warn: ({ toolCall }, warnings) =>
      get().notify({ severity: "info", text: `${toolCall?.name ?? "A call"} was answered. ${warnings.join(" ")}` }),
    otherwise: ask,
  });

  const loop = new ToolLoop({
    reading,
    send,
    async answer(pause, context) {
      const answered = await (isByHand ? ask : mock)(pause, context);
      if (answered !== "ask" && (answered !== "never" || pause.doubt !== undefined)) return answered;
      // A mock tool that gives no answer leaves the user free to give one.
      asked.add(pause.id);
      return "ask";
    },
    look: () => ({
      tools: selectTools(get()).flatMap(({ enabled, name }) => (enabled ? [name] : [])),
      dialects: DEFAULT_DIALECTS,
    }),
    draft: () => get().draft,
    tools: () => selectToolsToSend(get()),
    newId: deps.newId,
    now: () => Date.now(),
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
  void loop.start();
  return {
    give: (id, answer) => (next ? next.give(id, answer) : loop.give(id, answer)),
    leave: (id) => (next ? next.leave(id) : leaves.get(id)?.()),
    stop() {
      isStopped = true;
      next?.stop();
      loop.stop();
    },
  };

  async function send(body: string): Promise<RunStatus> {
    said = "";
    isByHand = false;
    if (get().session.id !== session.id) return { phase: "stopped", detail: "" };
    if (selectStartsRecording(get())) return { phase: "failed", detail: ELSEWHERE };
    const before = reading.log.exchanges.length;
    await get().run({ body });
    const { length } = reading.log.exchanges;
    // The status in the store is as of the last frame drawn.
    return length > before ? deps.runCode.now.statusOf(reading, length - 1, deps.pageUrl) : get().status;
  }

  function show(status: LoopStatus): void {
    // Whoever stopped it has shown something else by now.
    if (isStopped) return;
    if (status.phase !== "ended") {
      const waits = status.phase === "answering" || status.phase === "waiting";
      set({ turn: waits ? turnOf(status, false) : undefined });
      return;
    }
    const { reason, sentence } = status;
    if (reason === "cap") return set({ turn: { ...turnOf(status, true), problem: sentence } });
    const hasNotLeft = reason === "held-back" || sentence === ELSEWHERE;
    if (hasNotLeft) next = startTurn(store, deps, sentence);
    else set({ turn: undefined });
  }

  function turnOf({ open, round }: LoopStatus, isCapped: boolean): Turn {
    const ids = open.map(({ id }) => id);
    return {
      session: session.id,
      pauses,
      open: ids,
      asked: ids.filter((id) => asked.has(id)),
      round,
      problem: said,
      isCapped,
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

/** The world of mock tools, until the signal is aborted. */
function answerDeps(signal: AbortSignal): AnswerDeps {
  return {
    async runScript(source, context) {
      const [{ runScript }, { scriptErrorInWords }] = await Promise.all([
        import("#src/tools/sandbox/runScript.ts"),
        import("#src/tools/sandbox/scriptErrors.ts"),
      ]);
      const ran = await runScript(source, context, { signal });
      return ran.ok ? ran : err(scriptErrorInWords(ran.error));
    },
    wait: (ms) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, ms);
        signal.addEventListener("abort", () => {
          clearTimeout(timer);
          reject(new Error("Stopped."));
        });
      }),
    random: () => Math.random(),
    now: () => Date.now(),
  };
}
