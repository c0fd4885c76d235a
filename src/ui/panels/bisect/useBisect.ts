import { useEffect, useState } from "react";
import { Bisect } from "#src/analysis/bisect/bisect.ts";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { questionOf } from "#src/analysis/bisect/question.ts";
import { inSlices } from "#src/ui/components/inSlices.ts";
import { useReading, useScopeStore } from "#src/ui/useScope.ts";

/** A search as far as it went. Each look is another object. */
export interface Search {
  readonly bisect: Bisect;
  readonly condition: Condition;
  readonly isStopped: boolean;
}

/** What can be done with a search, and the one that was begun last. */
export interface BisectSearch {
  readonly search: Search | undefined;
  /** Why the last condition could not be searched for. */
  readonly problem: string | undefined;
  readonly find: (condition: Condition) => void;
  readonly stop: () => void;
}

/** Searches the recording on screen, as long as it is now, a few milliseconds at a time. What is found becomes the cursor. */
export function useBisect(first: Condition | undefined): BisectSearch {
  const store = useScopeStore();
  const reading = useReading();
  const [started, setStarted] = useState<Search | undefined>(() => searchOf(first));
  const [problem, setProblem] = useState<string | undefined>(() => problemOf(first));
  const [looked, look] = useState<Search>();

  function searchOf(condition: Condition | undefined): Search | undefined {
    const question = condition && questionOf(condition, reading);
    if (condition === undefined || question?.ok !== true) return undefined;
    return { condition, bisect: new Bisect(question.value, reading.length), isStopped: false };
  }

  function problemOf(condition: Condition | undefined): string | undefined {
    const question = condition && questionOf(condition, reading);
    return question === undefined || question.ok ? undefined : question.error;
  }

  useEffect(() => {
    if (started === undefined || started.isStopped) return undefined;
    const { bisect } = started;
    const tell = (): void => look({ ...started });
    const done = (): void => {
      tell();
      if (bisect.result?.kind === "turned") store.getState().goTo(bisect.result.seq);
    };
    return inSlices(() => bisect.step(), done, tell);
  }, [started, store]);

  const current = started && looked?.bisect === started.bisect ? { ...looked, isStopped: started.isStopped } : started;
  return {
    search: current,
    problem,
    find(condition) {
      setStarted(searchOf(condition));
      setProblem(problemOf(condition));
    },
    stop() {
      setStarted(started && { ...started, isStopped: true });
    },
  };
}
