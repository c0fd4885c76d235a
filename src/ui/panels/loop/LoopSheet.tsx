import { useEffect, useRef } from "react";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { DialectSection } from "./DialectSection.tsx";
import { LogSection } from "./LogSection.tsx";
import { RequestSection } from "./RequestSection.tsx";
import { RuleSection } from "./RuleSection.tsx";
import styles from "./loop.module.css";

/** How the turns go on after Run: what is looked at, what is answered without asking, when it stops, and what was done. */
export function LoopSheet() {
  const store = useScopeStore();
  const part = useScope((state) => state.shownLoop);
  const opener = useRef<HTMLElement>(null);
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (part === "log") log.current?.scrollIntoView({ block: "nearest" });
  }, [part]);
  return (
    <Sheet
      title="Loop"
      note="after Run, until nothing waits"
      closeLabel="Close the settings of the loop"
      className={styles.sheet}
      initialFocus="input"
      opener={opener}
      onClose={() => store.getState().showLoop(undefined)}
    >
      <div className={styles.sections}>
        <RequestSection />
        <RuleSection />
        <DialectSection />
        <div ref={log}>
          <LogSection />
        </div>
      </div>
    </Sheet>
  );
}
