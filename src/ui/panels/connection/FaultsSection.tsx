import { lazy, Suspense } from "react";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { SheetNote, SheetSection } from "./SheetSection.tsx";

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
    <SheetSection title="Faults">
      <CheckField checked={on} onChange={setOn}>
        Inject faults into the answers of my runs
      </CheckField>
      <SheetNote>Each is marked in the Timeline. They are off when the page is opened again.</SheetNote>
      {(on || plan.rules.length > 0) && (
        <Suspense>
          <FaultEditor plan={plan} onChange={setPlan} />
        </Suspense>
      )}
    </SheetSection>
  );
}
