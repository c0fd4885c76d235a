import { useRef, useState } from "react";
import type { Condition } from "#src/analysis/bisect/condition.ts";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { useSheetBounds } from "#src/ui/panels/input/useSheetBounds.ts";
import { plural } from "#src/ui/panels/event/format.ts";
import { useReading, useScope, useScopeStore } from "#src/ui/useScope.ts";
import { BisectOutcome } from "./BisectOutcome.tsx";
import styles from "./BisectSheet.module.css";
import { ConditionForm } from "./ConditionForm.tsx";
import { useBisect } from "./useBisect.ts";

/** Finds the first event after which something is true. */
export function BisectSheet() {
  const asked = useScope((state) => state.bisect);
  const sessionId = useScope((state) => state.session.id);
  // Asked for again, with another condition perhaps, it begins anew.
  const [{ request, times }, setOpening] = useState({ request: asked, times: 0 });
  if (request !== asked) setOpening({ request: asked, times: times + 1 });
  return asked && <Search key={`${sessionId} ${times}`} first={asked.condition} />;
}

function Search({ first }: { readonly first: Condition | undefined }) {
  const store = useScopeStore();
  const reading = useReading();
  const opener = useRef<HTMLElement>(null);
  const [input] = useState(() => ({ current: document.querySelector<HTMLElement>("aside") }));
  const bounds = useSheetBounds(input);
  const { search, problem, find, stop } = useBisect(first);
  return (
    <Sheet
      title="Find the first event where…"
      note={plural(search?.bisect.last ?? reading.length, "event")}
      closeLabel="Close the search for the first event"
      className={styles.sheet}
      style={bounds}
      initialFocus="[data-first-field]"
      opener={opener}
      onClose={() => store.getState().closeBisect()}
    >
      <div className={styles.body}>
        <ConditionForm first={first} problem={problem} onFind={find} />
        {search && <BisectOutcome search={search} onStop={stop} />}
      </div>
    </Sheet>
  );
}
