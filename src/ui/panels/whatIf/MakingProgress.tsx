import type { HypothesisState } from "#src/store/whatIfTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./WhatIfPanel.module.css";

/** Fewer events than this are made before anyone could read how many. */
const WORTH_A_WORD = 5000;

/** How far the hypothesis is made, while that takes a moment. */
export function MakingProgress({ made: { at, total, phase } }: { readonly made: HypothesisState }) {
  const store = useScopeStore();
  if (phase === "made" || (phase === "making" && total - at < WORTH_A_WORD)) return null;
  const { stopHypothesis, continueHypothesis } = store.getState();
  return (
    <div className={styles.progress} role="status">
      <progress aria-label="Making of what would be" value={at} max={total} />
      <span>
        {phase === "stopped" && "Stopped: "}
        {formatCount(at)} of {plural(total, "event")} made
      </span>
      <Button size="sm" variant="ghost" onClick={phase === "stopped" ? continueHypothesis : stopHypothesis}>
        {phase === "stopped" ? "Go on" : "Cancel"}
      </Button>
    </div>
  );
}
