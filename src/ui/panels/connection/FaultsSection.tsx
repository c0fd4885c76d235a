import { lazy, Suspense } from "react";
import { Pill } from "#src/ui/components/Pill.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { SheetNote, SheetSection } from "./SheetSection.tsx";
import styles from "./FaultsSection.module.css";

const FaultEditor = lazy(async () => ({
  default: (await import("#src/ui/panels/faults/FaultEditor.tsx")).FaultEditor,
}));

/** What shall be done to the answers of own runs, to see how an app stands it. */
export function FaultsSection() {
  const on = useScope((state) => state.faultsOn);
  const plan = useScope((state) => state.faultPlan);
  const setOn = useScope((state) => state.setFaultsOn);
  const setPlan = useScope((state) => state.setFaultPlan);
  return (
    <SheetSection title="Faults" aside={on && <Pill tone="warning">on</Pill>}>
      <label className={styles.check}>
        <input type="checkbox" checked={on} onChange={({ target }) => setOn(target.checked)} />
        Inject faults into the answers of my runs
      </label>
      <SheetNote>Each one is marked in the Timeline. They are off when the page is opened again.</SheetNote>
      {(on || plan.rules.length > 0) && (
        <Suspense>
          <FaultEditor plan={plan} onChange={setPlan} />
        </Suspense>
      )}
    </SheetSection>
  );
}
