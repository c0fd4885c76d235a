import { useDeferredValue, useMemo, useState } from "react";
import { structuralDiff, type StructuralChange } from "#src/lib/structuralDiff.ts";
import { conversationDifferences } from "#src/analysis/whatIf/conversationDifferences.ts";
import type { Hypothesis } from "#src/analysis/whatIf/hypothesis.ts";
import { itemDifferences, type ItemDifference } from "#src/analysis/whatIf/viewDifferences.ts";
import type { MessageDifference } from "#src/reconstruction/messagesDiff.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { useView } from "#src/ui/useScope.ts";

/** How what would be differs from what is, after one event. */
export interface Differences {
  readonly truth: AgentView;
  readonly other: AgentView;
  readonly items: readonly ItemDifference[];
  readonly state: readonly StructuralChange[];
  readonly messages: readonly MessageDifference[];
}

/**
 * The differences at the cursor, or, while the hypothesis has not come so far, the last ones that were known. The two readings share nothing,
 * so that a large state is compared as a whole: that waits until the cursor was drawn, and is left out for events that it has left by then.
 */
export function useDifferences(hypothesis: Hypothesis): Differences | undefined {
  const view = useDeferredValue(useView());
  const known = hypothesis.knows(view.at);
  const now = useMemo(
    () => (known ? differencesOf(view, hypothesis.reading.viewAt(view.at)) : undefined),
    [hypothesis, known, view],
  );
  const [last, setLast] = useState({ hypothesis, now });
  if (now !== undefined && last.now !== now) setLast({ hypothesis, now });
  return now ?? (last.hypothesis === hypothesis ? last.now : undefined);
}

function differencesOf(truth: AgentView, other: AgentView): Differences {
  return {
    truth,
    other,
    items: itemDifferences(truth, other),
    state: structuralDiff(truth.state, other.state).changes,
    messages: conversationDifferences(truth.messages, other.messages),
  };
}
