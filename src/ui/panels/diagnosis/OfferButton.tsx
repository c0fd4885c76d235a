import { assertNever } from "#src/lib/assert.ts";
import type { Offer } from "#src/run/diagnosis/types.ts";
import type { ScopeState } from "#src/store/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { RetryButton } from "./RetryButton.tsx";

/** A button that does what is offered. */
export function OfferButton({ offer }: { readonly offer: Offer }) {
  const store = useScopeStore();
  const asking = useScope((state) => state.asking);
  if (offer.type === "retry-after") return <RetryButton at={offer.at} />;
  const isAsked =
    (offer.type === "look-behind" && asking === "preflight") || (offer.type === "try-paths" && asking === "paths");
  return (
    <Button size="sm" disabled={asking !== "nothing"} onClick={() => take(offer, store.getState())}>
      {isAsked ? "Asking…" : labelOf(offer)}
    </Button>
  );
}

type Press = Exclude<Offer, { readonly type: "retry-after" }>;

function labelOf(offer: Press): string {
  switch (offer.type) {
    case "use-relay":
      return "Send through the relay";
    case "use-direct":
      return "Send directly";
    case "look-behind":
      return "Look behind it through the relay";
    case "try-paths":
      return "Try the usual paths";
    case "use-url":
      return `Use ${offer.url}`;
    case "edit-request":
      return "Edit the request";
    case "add-header":
      return `Add the header ${offer.name}`;
    default:
      return assertNever(offer);
  }
}

function take(offer: Press, state: ScopeState): void {
  switch (offer.type) {
    case "use-relay":
      state.setConnection({ route: "relay" });
      return void state.run();
    case "use-direct":
      state.setConnection({ route: "direct" });
      return void state.run();
    case "look-behind":
      return void state.lookBehind();
    case "try-paths":
      return void state.tryPaths();
    case "use-url":
      return state.setEndpoint(offer.url);
    case "edit-request":
      return state.showRequestEditor(true);
    case "add-header":
      return state.addHeader(offer.name);
    default:
      return assertNever(offer);
  }
}
