import { useEffect, useMemo, useRef, useState } from "react";
import type { AgentView } from "#src/reconstruction/types.ts";
import type { MockTool } from "#src/tools/types.ts";
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
  /** Undefined before the first, and after an edit of what takes a button to try. */
  readonly tried: Tried | undefined;
  readonly isTrying: boolean;
  readonly attempt: () => void;
}

/** Tries a tool out with example arguments: what costs nothing on every edit, scripts when they are asked for. */
export function useTryOut(tool: MockTool): TryOut {
  const store = useScopeStore();
  const [typed, setTyped] = useState<string>();
  const [call, setCall] = useState(1);
  const [last, setLast] = useState<{ readonly of: MockTool["plan"]; readonly tried: Tried }>();
  const [isTrying, setTrying] = useState(false);
  const made = useMemo(() => exampleArguments(tool.parametersText), [tool.parametersText]);
  const argumentsText = typed ?? made;
  const running = useRef<AbortController>(undefined);
  const isLive = ["template", "fixed", "error", "malformed"].includes(tool.plan.kind);
  useEffect(() => {
    if (!isLive) return undefined;
    const mine = new AbortController();
    const { signal } = mine;
    const options = { argumentsText, callIndex: call - 1, view: viewOf(store), signal };
    void tryTool(tool, options).then((tried) => (signal.aborted ? undefined : setLast({ of: tool.plan, tried })));
    return () => mine.abort();
  }, [isLive, tool, argumentsText, call, store]);
  useEffect(() => () => running.current?.abort(), []);
  const attempt = async (): Promise<void> => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    setTrying(true);
    const options = { argumentsText, callIndex: call - 1, view: viewOf(store), signal: mine.signal };
    const tried = await tryTool(tool, options);
    if (mine.signal.aborted) return;
    setTrying(false);
    setLast({ of: tool.plan, tried });
  };
  return {
    argumentsText,
    setArguments: setTyped,
    call,
    setCall,
    tried: last && (isLive || last.of === tool.plan) ? last.tried : undefined,
    isTrying,
    attempt: () => void attempt(),
  };
}

function viewOf(store: ScopeStore): AgentView {
  const { reading } = store.getState().session;
  return reading.viewAt(reading.length);
}
