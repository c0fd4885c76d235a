import { DIALECTS } from "#src/run/dialects/dialects.ts";
import type { DialectId } from "#src/run/pending/types.ts";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import { SheetNote, SheetSection } from "#src/ui/panels/connection/SheetSection.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";

/** Why each of them is not looked for unasked. */
const WHY: Partial<Record<DialectId, string>> = {
  "chat-question":
    "AG2 asks in ordinary text. Only a question mark at the end of the last message tells it from an answer.",
  "tool-call-request":
    "One guide for Agent Framework describes it. It is answered while the stream is open, by a POST to tool_result below the endpoint, by the same route and with the same headers as the run.",
};

/** The ways of asking that are looked for only when the user says so. */
export function DialectSection() {
  const store = useScopeStore();
  const optIn = useScope((state) => state.loop.optIn);
  const others = DIALECTS.filter((dialect) => !dialect.optIn);
  return (
    <SheetSection title="Dialects">
      {DIALECTS.filter((dialect) => dialect.optIn).map(({ id, name }) => (
        <div key={id}>
          <CheckField
            checked={optIn.includes(id)}
            onChange={(on) => {
              const rest = optIn.filter((each) => each !== id);
              store.getState().changeLoop({ optIn: on ? [...rest, id] : rest });
            }}
          >
            {name}
          </CheckField>
          <SheetNote>{WHY[id]}</SheetNote>
        </div>
      ))}
      <SheetNote>Always looked for: {others.map(({ name }) => name).join(", ")}.</SheetNote>
    </SheetSection>
  );
}
