import type { RevealTarget } from "#src/store/types.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import styles from "./EventLink.module.css";

/** Leads to where a thing is shown, in another panel. */
export function RevealButton({ target }: { readonly target: RevealTarget }) {
  const store = useScopeStore();
  const label = target.kind === "state" ? "Show in State" : "Show in Conversation";
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={label}
      title={label}
      onClick={() => store.getState().reveal(target)}
    >
      show
    </button>
  );
}
