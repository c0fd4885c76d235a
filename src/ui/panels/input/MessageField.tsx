import { useId } from "react";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field } from "./Field.tsx";
import styles from "./fields.module.css";

/** The next user message. Ctrl or ⌘ with Enter runs, as it does everywhere. */
export function MessageField() {
  const store = useScopeStore();
  const id = useId();
  const message = useScope((state) => state.draft.message);
  return (
    <Field label="Message" htmlFor={id}>
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
