import { counted } from "#src/lib/counted.ts";
import { Suspense, type ReactNode } from "react";
import { selectToolsOn } from "#src/store/toolSets.ts";
import { Pill } from "#src/ui/components/Pill.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";

/** There is no state at first, and what tells two of them apart is much. */
const stateBadge = preloaded(async () => (await import("#src/ui/panels/state/StateBadge.tsx")).StateBadge);

/** Fetches the counts that the first paint does without. */
export const preloadBadges = (): Promise<void> => stateBadge.preload();

/** How much the event at the cursor changed in the state. */
export function useStateBadge(): ReactNode {
  return (
    <Suspense>
      <stateBadge.Component />
    </Suspense>
  );
}

/** For a tab without a count. */
export function useNoBadge(): ReactNode {
  return undefined;
}

/** How many mock tools are offered to the agent. */
export function useToolsBadge(): ReactNode {
  const on = useScope(selectToolsOn);
  return on > 0 && <Pill label={`${on} on`}>{on}</Pill>;
}

/** How many recordings of this page hold something. */
export function useThreadsBadge(): ReactNode {
  const count = useScope(
    ({ threads, length }) => threads.filter(({ left }) => left !== undefined || length > 0).length,
  );
  return count > 0 && <Pill label={counted(count, "thread")}>{count}</Pill>;
}

/** True while events of the recording on screen are changed in thought. */
export function useHasChanges(): boolean {
  return useScope((state) => state.changesOf[state.session.id] !== undefined);
}

/** How many errors and warnings the whole recording holds. */
export function useProblemsBadge(): ReactNode {
  // Numbers, so that only a new problem renders the tabs again.
  const error = useScope((state) => state.session.reading.findingCounts.error);
  const warning = useScope((state) => state.session.reading.findingCounts.warning);
  return (
    <>
      {error > 0 && (
        <Pill tone="error" label={counted(error, "error")}>
          {compact(error)}
        </Pill>
      )}
      {warning > 0 && (
        <Pill tone="warning" label={counted(warning, "warning")}>
          {compact(warning)}
        </Pill>
      )}
    </>
  );
}

const compact = (count: number): string => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`);
