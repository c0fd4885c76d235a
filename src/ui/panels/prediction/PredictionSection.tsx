import { useMemo } from "react";
import type { AguiEvent } from "#src/protocol/events.ts";
import { predictStateOf, type Prediction } from "#src/protocol/predictState.ts";
import { predictedState, type PredictedState } from "#src/reconstruction/predictedState.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import type { AgentView } from "#src/reconstruction/types.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { PredictedList } from "./PredictedList.tsx";
import styles from "./prediction.module.css";

interface PredictionSectionProps {
  readonly reading: Reading;
  readonly seq: number;
  readonly event: AguiEvent;
  /** What a prediction comes to arrives after it. */
  readonly revision: number;
}

/** What an event predicts of the state: a CUSTOM `PredictState`, with what came of it, or a part of a call that one is about. Else nothing. */
export function PredictionSection({ reading, seq, event, revision }: PredictionSectionProps) {
  const found = useMemo(
    () => predictedBy(reading, seq, event),
    // The reading grows in place.
    // oxlint-disable-next-line react/exhaustive-deps
    [reading, seq, event, revision],
  );
  if (!found || found.predicted.length === 0) return null;
  const isPrediction = event.type === "CUSTOM";
  return (
    <Section title="Predicted state">
      {isPrediction && (
        <p className={styles.meaning}>
          A convention of frameworks and not of AG-UI: while the tool is called, clients show its argument as this part
          of the state. The state itself changes only when the agent sends it. What came of it by the end of this
          answer:
        </p>
      )}
      <PredictedList label="What is predicted of the state" predicted={found.predicted} state={found.view.state} />
    </Section>
  );
}

interface Found {
  readonly predicted: readonly PredictedState[];
  readonly view: AgentView;
}

function predictedBy(reading: Reading, seq: number, event: AguiEvent): Found | undefined {
  if (event.type === "CUSTOM") {
    const made = predictStateOf(event);
    if (!made) return undefined;
    const view = endOfRun(reading, seq);
    const came = byKey(predictedState(view));
    const predicted = [...byKey(made).values()].map((each): PredictedState => {
      const found = came.get(each.stateKey);
      // A later one may have taken its place.
      return found?.seq === seq ? found : { ...each, seq, call: undefined, value: undefined };
    });
    return { predicted, view };
  }
  if (!("toolCallId" in event) || event.type === "TOOL_CALL_RESULT") return undefined;
  const view = reading.viewAt(seq);
  if (view.predictions.length === 0) return undefined;
  return { predicted: predictedState(view).filter(({ call }) => call?.id === event.toolCallId), view };
}

/** The last for each key. */
const byKey = <T extends Prediction>(predictions: readonly T[]): ReadonlyMap<string, T> =>
  new Map(predictions.map((each) => [each.stateKey, each]));

/** The view at the end of the run that an event belongs to, as far as it has come. */
function endOfRun(reading: Reading, seq: number): AgentView {
  const { log } = reading;
  const answered = reading.viewAt(log.lastSeqOf(log.exchangeOf(seq).index));
  const next = answered.runs.find(({ startedBy }) => startedBy > seq);
  return next ? reading.viewAt(next.startedBy - 1) : answered;
}
