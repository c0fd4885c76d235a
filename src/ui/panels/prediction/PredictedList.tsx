import { isObject, type JsonObject, type JsonValue } from "#src/lib/json.ts";
import { jsonEqual } from "#src/lib/jsonEqual.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { PredictedState } from "#src/reconstruction/predictedState.ts";
import controls from "#src/ui/components/controls.module.css";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { formatCount } from "#src/ui/panels/event/format.ts";
import styles from "./prediction.module.css";

/** Characters of a value that are shown; all of it is in the call. */
const MOST_SHOWN = 20_000;
/** Predictions that are listed: an agent may make any number. */
const MOST_LISTED = 50;

interface PredictedListProps {
  /** Accessible name. */
  readonly label: string;
  readonly predicted: readonly PredictedState[];
  /** The state as of the same event; left out where it is of no interest. */
  readonly state?: JsonValue;
}

/** What is predicted of the state: where, by which argument of which tool, and as what so far. */
export function PredictedList({ label, predicted, state }: PredictedListProps) {
  return (
    <ul className={styles.list} aria-label={label}>
      {predicted.slice(0, MOST_LISTED).map((each) => {
        const { stateKey, tool, toolArgument, seq, call, value } = each;
        return (
          <li key={stateKey}>
            <p>
              Predicted by <EventLink seq={seq} what="predicts it" />: <code>{formatPointer([stateKey])}</code> is what{" "}
              {tool} has in its argument <code>{toolArgument}</code>
              {call ? (
                <>
                  {" "}
                  <span className={styles.together}>
                    (<EventLink seq={call.startedBy} what="calls it" />
                    ).
                  </span>
                </>
              ) : (
                "."
              )}{" "}
              {state !== undefined && inState(each, state)}
            </p>
            {value === undefined ? (
              <p className={styles.none}>
                {call && call.endedBy === undefined && call.arguments !== ""
                  ? "It cannot be read until all of it has come."
                  : "Nothing of it has come."}
              </p>
            ) : (
              // A long text is scrolled with the keys.
              <pre className={`${controls.codeBox} ${styles.value}`} tabIndex={0} aria-label={`Predicted ${stateKey}`}>
                {shown(value)}
              </pre>
            )}
          </li>
        );
      })}
      {predicted.length > MOST_LISTED && <li>and {formatCount(predicted.length - MOST_LISTED)} more</li>}
    </ul>
  );
}

/** Whether the state has what was predicted. */
export const isInState = (predicted: PredictedState, state: JsonValue): boolean =>
  predicted.value !== undefined &&
  hasKey(state, predicted) &&
  jsonEqual(state[predicted.stateKey] ?? null, predicted.value);

function inState(predicted: PredictedState, state: JsonValue): string {
  if (predicted.value === undefined) return "";
  if (isInState(predicted, state)) return "The state has the same.";
  return hasKey(state, predicted) ? "The state has something else." : "The state does not have it.";
}

const hasKey = (state: JsonValue, { stateKey }: PredictedState): state is JsonObject =>
  isObject(state) && Object.hasOwn(state, stateKey);

function shown(value: JsonValue): string {
  const text = typeof value === "string" ? value : stringifyJson(value, 2);
  const more = text.length - MOST_SHOWN;
  return more > 0 ? `${text.slice(0, MOST_SHOWN)}… and ${formatCount(more)} more characters` : text;
}
