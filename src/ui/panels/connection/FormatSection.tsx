import { choiceOf, connectionOf } from "#src/store/connection.ts";
import { addressOrigin } from "#src/store/address.ts";
import type { WireFormat } from "#src/store/connectionTypes.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ChoiceGroup, type Choice } from "./ChoiceGroup.tsx";
import { SheetNote, SheetSection } from "./SheetSection.tsx";

const CHOICES: readonly Choice<WireFormat>[] = [
  { value: "sse", label: "SSE", says: "Accept: text/event-stream. Every agent speaks it." },
  {
    value: "protobuf",
    label: "Protobuf",
    says: "Accept: application/vnd.ag-ui.event+proto first. Some agents only echo the type and send SSE all the same.",
  },
];

/** What the agent is asked to send. */
export function FormatSection() {
  const store = useScopeStore();
  const format = useScope((state) => choiceOf(state).format);
  const isSocket = useScope((state) => connectionOf(state).carrier === "webSocket");
  const hasOrigin = useScope((state) => addressOrigin(state) !== undefined);
  return (
    <SheetSection title="Format">
      <ChoiceGroup
        label="Format"
        choices={CHOICES}
        value={format}
        disabled={!hasOrigin || isSocket}
        onChange={(value) => store.getState().setConnection({ format: value })}
      />
      {isSocket && (
        <SheetNote>A WebSocket carries text or protobuf messages as the agent likes; both are read.</SheetNote>
      )}
    </SheetSection>
  );
}
