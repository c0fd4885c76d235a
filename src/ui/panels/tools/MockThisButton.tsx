import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import { selectTools } from "#src/store/toolSets.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";

/** Makes a mock of a tool that was called; there while the set in use has none of that name. */
export function MockThisButton({ name, className }: { readonly name: string; readonly className: string | undefined }) {
  const store = useScopeStore();
  const isKnown = useScope((state) => selectTools(state).some((tool) => tool.name === name));
  if (isKnown || name === "") return null;
  const mock = async (): Promise<void> => {
    try {
      const { mockCall } = await import("./mockCall.ts");
      mockCall(store, name);
    } catch (error) {
      store.getState().notify({ severity: "error", text: partNotLoaded(error) });
    }
  };
  return (
    <button type="button" className={className} aria-label={`Mock this: ${name}`} onClick={() => void mock()}>
      Mock this
    </button>
  );
}
