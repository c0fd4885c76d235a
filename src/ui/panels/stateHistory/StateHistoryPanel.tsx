import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { HistoryList } from "./HistoryList.tsx";
import { PointerForm } from "./PointerForm.tsx";
import panel from "#src/ui/components/panel.module.css";
import { Watches } from "./Watches.tsx";

/** The history of one value of the shared state, and the values that are pinned. */
export function StateHistoryPanel() {
  const pointer = useScope((state) => state.historyPointer);
  return (
    <div className={panel.panel}>
      <PointerForm key={`form ${pointer}`} pointer={pointer} />
      <Watches />
      {pointer === undefined ? (
        <EmptyState title="No value chosen">
          Enter its JSON pointer, or choose History of this value at a value in the State view.
        </EmptyState>
      ) : (
        <HistoryList key={`list ${pointer}`} pointer={pointer} />
      )}
    </div>
  );
}
