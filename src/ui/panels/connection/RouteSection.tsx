import { choiceOf, connectionOf } from "#src/store/connection.ts";
import { addressOrigin } from "#src/store/address.ts";
import type { Route } from "#src/store/connectionTypes.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ChoiceGroup, type Choice } from "./ChoiceGroup.tsx";
import { SheetNote, SheetSection } from "./SheetSection.tsx";

const CHOICES: readonly Choice<Route>[] = [
  {
    value: "auto",
    label: "Auto",
    says: "The relay for other origins than this page's.",
  },
  {
    value: "direct",
    label: "Direct",
    says: "The browser sends it, as your app would: the agent must allow this page's origin (CORS).",
  },
  {
    value: "relay",
    label: "Relay",
    says: "agui-scope sends it and passes the bytes on as they come: no CORS, every response header visible.",
  },
];

/** Which way the endpoint's origin is reached. */
export function RouteSection() {
  const store = useScopeStore();
  const route = useScope((state) => choiceOf(state).route);
  const via = useScope((state) => connectionOf(state).via);
  const hasFaults = useScope((state) => state.faults !== undefined);
  const relay = useScope((state) => state.relay);
  const hasOrigin = useScope((state) => addressOrigin(state) !== undefined);
  return (
    <SheetSection title="Route">
      <ChoiceGroup
        label="Route"
        choices={CHOICES}
        value={route}
        disabled={!hasOrigin}
        onChange={(value) => store.getState().setConnection({ route: value })}
      />
      {hasFaults && (
        <SheetNote tone="warn">
          Faults are switched on: whatever is chosen here, runs go through the relay, which injects them.
        </SheetNote>
      )}
      {relay.status === "absent" && (
        <SheetNote tone={via === "relay" ? "warn" : "plain"}>There is no relay here. {relay.why}</SheetNote>
      )}
    </SheetSection>
  );
}
