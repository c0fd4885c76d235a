import { useId } from "react";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field } from "./Field.tsx";
import styles from "./fields.module.css";

/** The next user message. Ctrl or ⌘ with Enter runs, as it does everywhere. `repeats`: it was sent before. */
export function MessageField({ repeats }: { readonly repeats: boolean }) {
  const store = useScopeStore();
  const id = useId();
  const message = useScope((state) => state.draft.message);
  return (
    <Field label="Message" htmlFor={id} aside={repeats ? "Run sends it again" : undefined}>
      <textarea
        id={id}
        className={styles.box}
        rows={3}
        value={message}
        placeholder="Empty sends the history as it is"
        onChange={(event) => store.getState().editDraft({ message: event.target.value })}
      />
    </Field>
  );
}
