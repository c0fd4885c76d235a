import { useState } from "react";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import { BreakpointsEditor } from "#src/ui/panels/breakpoints/BreakpointsEditor.tsx";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { FaultEditor } from "#src/ui/panels/faults/FaultEditor.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { HowToPoint } from "./HowToPoint.tsx";
import { useShared } from "./useShared.ts";
import styles from "./LiveScreen.module.css";

/** One recorder: where it listens, how to use it, and what it does to what passes. */
export function RecorderCard({ recorder }: { readonly recorder: LiveRecorder }) {
  const store = useScopeStore();
  const stop = useScope((state) => state.stopRecorder);
  const { id, target, address } = recorder;
  const [faults, setFaults] = useShared(recorder.faults, (to) => {
    void store.getState().changeRecorder(id, { faults: to ?? null });
  });
  const [breakpoints, setBreakpoints] = useShared(recorder.breakpoints, (to) => {
    void store.getState().changeRecorder(id, { breakpoints: to });
  });
  // Rules that are not in force are known here alone.
  const [resting, setResting] = useState<FaultPlan>(faults ?? store.getState().faultPlan);
  const plan = faults ?? resting;
  const changeFaults = (on: boolean, to: FaultPlan): void => {
    setResting(to);
    if (on || faults) setFaults(on ? to : undefined);
  };
  // Who has just started a recorder wants to know how to use it.
  const [isNew] = useState(() => !store.getState().liveRuns.some((run) => run.recorder === id));
  const active = breakpoints.filter(({ enabled }) => enabled).length;
  return (
    <li className={styles.card} aria-label={`Recorder for ${target}`}>
      <div className={styles.cardHead}>
        <span className={styles.target} title={target}>
          {target}
        </span>
        <Button size="sm" aria-label={`Stop recording ${target}`} onClick={() => void stop(id)}>
          Stop
        </Button>
      </div>
      <div className={styles.address}>
        <span className={styles.label}>Use instead</span>
        <code>{address}</code>
        <CopyButton text={address} label="Copy the address" />
      </div>
      <details className={styles.section} open={isNew}>
        <summary>How to point your app at it</summary>
        <HowToPoint address={address} />
      </details>
      <details className={styles.section}>
        <summary>Faults {faults && <Pill tone="warning">on</Pill>}</summary>
        <CheckField checked={faults !== undefined} onChange={(on) => changeFaults(on, plan)}>
          Inject these faults into what the app receives
        </CheckField>
        <FaultEditor plan={plan} onChange={(to) => changeFaults(faults !== undefined, to)} />
      </details>
      <details className={styles.section}>
        <summary>Breakpoints {active > 0 && <Pill label={plural(active, "breakpoint")}>{active}</Pill>}</summary>
        <BreakpointsEditor breakpoints={breakpoints} onChange={setBreakpoints} />
      </details>
    </li>
  );
}
