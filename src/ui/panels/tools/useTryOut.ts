import { useEffect, useMemo, useRef, useState } from "react";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { exampleArguments } from "./exampleArguments.ts";
import { tryTool, type Tried } from "./tryTool.ts";

/** An example call of a tool, and what it came to. */
export interface TryOut {
  readonly argumentsText: string;
  readonly setArguments: (text: string) => void;
  /** Which call of the tool it is thought to be, from 1. */
  readonly call: number;
  readonly setCall: (call: number) => void;
  /** Whether it is answered as the next call alone is; undefined where that is no other way. */
  readonly isNext: boolean | undefined;
  readonly setNext: (isNext: boolean) => void;
  /** Undefined before the first, and after an edit of what takes a button to try. */
  readonly tried: Tried | undefined;
  /** Where a script failed, if that was the script of this plan. */
  readonly scriptErrorOf: (plan: AnswerPlan) => Tried["scriptError"];
  readonly isTrying: boolean;
  /** Tries the tool's own plan or that of the next call; the one that is chosen where it is left out. */
  readonly attempt: (isNext?: boolean) => void;
}

/** What costs nothing to try. */
const LIVE: readonly AnswerPlan["kind"][] = ["template", "fixed", "error", "malformed"];

/** Tries a tool out with example arguments: what costs nothing on every edit, scripts when they are asked for. */
export function useTryOut(tool: MockTool): TryOut {
  const store = useScopeStore();
  const [typed, setTyped] = useState<string>();
  const [call, setCall] = useState(1);
  const [wantsNext, setNext] = useState(true);
  const [last, setLast] = useState<{ readonly of: AnswerPlan; readonly tried: Tried }>();
  const [isTrying, setTrying] = useState(false);
  const made = useMemo(() => exampleArguments(tool.parametersText), [tool.parametersText]);
  const argumentsText = typed ?? made;
  const running = useRef<AbortController>(undefined);
  const plan = planOf(tool, wantsNext);
  const isLive = LIVE.includes(plan.kind);
  useEffect(() => {
    if (!isLive) return undefined;
    const mine = new AbortController();
    const { signal } = mine;
    const options = { argumentsText, callIndex: call - 1, view: viewOf(store), signal };
    void tryTool({ ...tool, plan }, options).then((tried) =>
      signal.aborted ? undefined : setLast({ of: plan, tried }),
    );
    return () => mine.abort();
  }, [isLive, tool, plan, argumentsText, call, store]);
  useEffect(() => () => running.current?.abort(), []);
  const attempt = async (isNext: boolean): Promise<void> => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setNext(isNext);
    setTrying(true);
    const of = planOf(tool, isNext);
    const options = { argumentsText, callIndex: call - 1, view: viewOf(store), signal: mine.signal };
    const tried = await tryTool({ ...tool, plan: of }, options);
    if (mine.signal.aborted) return;
    setTrying(false);
    setLast({ of, tried });
  };
  const tried = last && (isLive || last.of === plan) ? last.tried : undefined;
  return {
    argumentsText,
    setArguments: setTyped,
    call,
    setCall,
    isNext: tool.once && wantsNext,
    setNext,
    tried,
    scriptErrorOf: (of) => (last?.of === of ? last.tried.scriptError : undefined),
    isTrying,
    attempt: (isNext = wantsNext) => void attempt(isNext),
  };
}

const planOf = ({ plan, once }: MockTool, isNext: boolean): AnswerPlan => (isNext && once) || plan;

function viewOf(store: ScopeStore): AgentView {
  const { reading } = store.getState().session;
  return reading.viewAt(reading.length);
}
