import { useEffect, useState } from "react";
import { Bisect } from "#src/analysis/bisect/bisect.ts";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { questionOf } from "#src/analysis/bisect/question.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
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

/** A search as it was begun, or why it could not be. */
interface Begun {
  readonly started: Search | undefined;
  readonly problem: string | undefined;
}

const NOTHING: Begun = { started: undefined, problem: undefined };

function begin(condition: Condition, reading: Reading): Begun {
  const question = questionOf(condition, reading);
  if (!question.ok) return { started: undefined, problem: question.error };
  const bisect = new Bisect(question.value, reading.length);
  return { started: { condition, bisect, isStopped: false }, problem: undefined };
}

/** Searches the recording on screen, as long as it is now, a few milliseconds at a time. What is found becomes the cursor. */
export function useBisect(first: Condition | undefined): BisectSearch {
  const store = useScopeStore();
  const reading = useReading();
  const [{ started, problem }, setBegun] = useState<Begun>(() => (first ? begin(first, reading) : NOTHING));
  const [looked, look] = useState<Search>();

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
      setBegun(begin(condition, reading));
    },
    stop() {
      setBegun({ started: started && { ...started, isStopped: true }, problem });
    },
  };
}
