import { useMemo } from "react";
import { predictedState } from "#src/reconstruction/predictedState.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { isInState, PredictedList } from "./PredictedList.tsx";
import styles from "./prediction.module.css";

/** Says above the state what is predicted of it as of the cursor and is not in it. Absent where there is nothing. */
export function PredictionNote({ view }: { readonly view: AgentView }) {
  const predicted = useMemo(
    () =>
      view.predictions.length === 0
        ? []
        : predictedState(view).filter((each) => each.value !== undefined && !isInState(each, view.state)),
    [view],
  );
  if (predicted.length === 0) return null;
  return (
    <div className={styles.note} role="note" aria-label="Predicted state">
      <PredictedList label="What is predicted of the state" predicted={predicted} state={view.state} />
    </div>
  );
}
