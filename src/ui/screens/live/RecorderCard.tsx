import { useState } from "react";
import type { Breakpoint } from "#src/transport/breakpoint.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import type { LiveRecorder } from "#src/transport/liveTraffic.ts";
import { BreakpointsEditor } from "#src/ui/panels/breakpoints/BreakpointsEditor.tsx";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { FaultEditor } from "#src/ui/panels/faults/FaultEditor.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { HowToPoint } from "./HowToPoint.tsx";
import styles from "./LiveScreen.module.css";

/** One recorder: where it listens, how to use it, and what it does to what passes. */
export function RecorderCard({ recorder }: { readonly recorder: LiveRecorder }) {
  const store = useScopeStore();
  const stop = useScope((state) => state.stopRecorder);
  const { id, target, address } = recorder;
  // What is being typed here must not wait for the server to tell it back.
  const [faultsOn, setFaultsOn] = useState(recorder.faults !== undefined);
  const [plan, setPlan] = useState<FaultPlan>(recorder.faults ?? store.getState().faultPlan);
  const [breakpoints, setBreakpoints] = useState(recorder.breakpoints);
  const changeFaults = (on: boolean, to: FaultPlan): void => {
    setFaultsOn(on);
    setPlan(to);
    if (on || faultsOn) void store.getState().changeRecorder(id, { faults: on ? to : null });
  };
  const changeBreakpoints = (to: readonly Breakpoint[]): void => {
    setBreakpoints(to);
    void store.getState().changeRecorder(id, { breakpoints: to });
  };
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
      <HowToPoint address={address} />
      <details className={styles.section}>
        <summary>Faults {faultsOn && <Pill tone="warning">on</Pill>}</summary>
        <label className={styles.check}>
          <input type="checkbox" checked={faultsOn} onChange={({ target: box }) => changeFaults(box.checked, plan)} />
          Inject these faults into what the app receives
        </label>
        <FaultEditor plan={plan} onChange={(to) => changeFaults(faultsOn, to)} />
      </details>
      <details className={styles.section}>
        <summary>Breakpoints {active > 0 && <Pill label={plural(active, "breakpoint")}>{active}</Pill>}</summary>
        <BreakpointsEditor breakpoints={breakpoints} onChange={changeBreakpoints} />
      </details>
    </li>
  );
}
