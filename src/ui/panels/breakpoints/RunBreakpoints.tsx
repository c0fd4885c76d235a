import { useState } from "react";
import { connectionOf } from "#src/store/connection.ts";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import fields from "#src/ui/panels/input/fields.module.css";
import { FieldGroup } from "#src/ui/panels/input/Field.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { CONDITION_KINDS } from "./conditionKinds.ts";
import { RunBreakpointCard } from "./RunBreakpointCard.tsx";
import styles from "./RunBreakpoints.module.css";

/** Where the page's own runs are held. */
export function RunBreakpoints() {
  const store = useScopeStore();
  const breakpoints = useScope((state) => state.runBreakpoints);
  const slowsAgent = useScope((state) => state.slowsAgent);
  const cannotSlow = useScope((state) => {
    const { via, carrier } = connectionOf(state);
    return via === "direct" && carrier === "webSocket";
  });
  const [added, setAdded] = useState("");
  return (
    <FieldGroup label="Breakpoints">
      {breakpoints.length > 0 && (
        <ul className={fields.list}>
          {breakpoints.map((breakpoint, index) => (
            <RunBreakpointCard
              key={breakpoint.id}
              breakpoint={breakpoint}
              number={index + 1}
              isNew={breakpoint.id === added}
            />
          ))}
        </ul>
      )}
      <div className={fields.chips}>
        {CONDITION_KINDS.map(({ kind, add, addLabel, fresh }) => (
          <button
            key={kind}
            type="button"
            className={fields.chip}
            aria-label={addLabel}
            title={addLabel}
            onClick={() => setAdded(store.getState().addBreakpoint(fresh))}
          >
            + {add}
          </button>
        ))}
      </div>
      {breakpoints.length === 0 ? (
        <p className={fields.note}>Hold a run after an event, and step through what comes.</p>
      ) : (
        <>
          <p className={fields.note}>
            A run is held after the event that matches. What comes meanwhile is read and kept, so the agent feels
            nothing.
          </p>
          <div className={styles.slow}>
            <CheckField checked={slowsAgent} onChange={store.getState().setSlowsAgent}>
              Also stop reading, so that the agent feels it
            </CheckField>
          </div>
          {slowsAgent && (
            <p className={fields.note}>
              {cannotSlow
                ? "Not on this connection: a browser reads a WebSocket on whatever the page does. Through the relay it works."
                : "First browser and network fill their buffers, which took some 70 MB in a test with Chromium; only then do the agent’s writes wait. Times are those at which the bytes were read."}
            </p>
          )}
        </>
      )}
    </FieldGroup>
  );
}
