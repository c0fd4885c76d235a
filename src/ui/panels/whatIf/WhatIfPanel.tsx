import { useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { EventLink } from "#src/ui/panels/event/EventLink.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { ChangeList } from "#src/ui/panels/stateDiff/ChangeList.tsx";
import { MessageDifferences } from "#src/ui/panels/stateDiff/MessageDifferences.tsx";
import { SideBySide } from "#src/ui/panels/stateDiff/SideBySide.tsx";
import type { Differences } from "#src/analysis/whatIf/viewComparison.ts";
import type { HypothesisState } from "#src/store/whatIfTypes.ts";
import { useScope } from "#src/ui/useScope.ts";
import { DifferenceSection } from "./DifferenceSection.tsx";
import { FindingDifferenceList } from "./FindingDifferenceList.tsx";
import { ItemDifferenceList } from "./ItemDifferenceList.tsx";
import { MakingProgress } from "./MakingProgress.tsx";
import { useDifferences } from "./useDifferences.ts";
import panel from "#src/ui/components/panel.module.css";
import styles from "./WhatIfPanel.module.css";

/** What would be otherwise after the event at the cursor if some events had not come, or had said something else. */
export function WhatIfPanel() {
  const id = useScope((state) => state.session.id);
  const made = useScope((state) => state.hypothesis);
  if (!made) return <EmptyState title="What would be is being made">It is read beside the recording.</EmptyState>;
  return <Comparison key={id} made={made} />;
}

function Comparison({ made }: { readonly made: HypothesisState }) {
  const { hypothesis } = made;
  const differences = useDifferences(hypothesis);
  const [sideBySide, setSideBySide] = useState(false);
  return (
    <div className={panel.panel}>
      <div className={`${panel.bar} ${styles.bar}`}>
        <p className={styles.lead}>
          <b>Not what was received.</b>{" "}
          {differences && (
            <>
              True → what if, after{" "}
              {differences.truth.at === 0 ? (
                "the request"
              ) : (
                <EventLink seq={differences.truth.at} what="is compared here" />
              )}
            </>
          )}
        </p>
        <Button size="sm" variant="ghost" aria-pressed={sideBySide} onClick={() => setSideBySide(!sideBySide)}>
          Side by side
        </Button>
      </div>
      <MakingProgress made={made} />
      {sideBySide && differences ? (
        <div className={panel.fill}>
          <SideBySide label="State, what if" before={differences.truth.state} after={differences.other.state} />
        </div>
      ) : (
        <div className={panel.scroll} role="region" aria-label="What would be otherwise" tabIndex={0}>
          {differences && <AllDifferences made={made} differences={differences} />}
        </div>
      )}
    </div>
  );
}

function AllDifferences({ made, differences }: { readonly made: HypothesisState; readonly differences: Differences }) {
  const { items, state, messages, truth } = differences;
  const findings = made.hypothesis.findings.list();
  return (
    <>
      <DifferenceSection title="Run, steps and tool calls" count={items.length}>
        <ItemDifferenceList differences={items} />
      </DifferenceSection>
      <DifferenceSection title="State" count={state.length}>
        <ChangeList key={truth.at} changes={state} withHistory={false} />
      </DifferenceSection>
      <DifferenceSection title="Messages" count={messages.length}>
        <MessageDifferences differences={messages} places={["as received", "in what if"]} />
      </DifferenceSection>
      <FindingDifferenceList findings={findings} at={truth.at} />
      {items.length + state.length + messages.length === 0 && (
        <p className={styles.none}>
          After event {truth.at} the view is the same with {plural(made.hypothesis.changes.size, "event")} changed.
        </p>
      )}
    </>
  );
}
