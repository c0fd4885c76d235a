import type { ReactNode } from "react";
import { Pill } from "#src/ui/components/Pill.tsx";
import { useReading, useScope } from "#src/ui/useScope.ts";

/** For a tab without a count. */
export function useNoBadge(): ReactNode {
  return undefined;
}

/** How many errors and warnings the whole recording holds. */
export function useProblemsBadge(): ReactNode {
  useScope((state) => state.revision);
  const { error, warning } = useReading().findingCounts;
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

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const compact = (count: number): string => (count < 1000 ? String(count) : `${Math.floor(count / 1000)}k`);
