import { Suspense, useId, useState } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useTakesFiles } from "#src/ui/panels/request/useTakesFiles.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field, FieldAction } from "./Field.tsx";
import styles from "./fields.module.css";

const attachments = preloaded(
  async () => (await import("#src/ui/panels/request/AttachmentsGroup.tsx")).AttachmentsGroup,
);

/** The next user message and what goes along with it. Ctrl or ⌘ with Enter runs, as it does everywhere. `repeats`: it was sent before. */
export function MessageField({ repeats }: { readonly repeats: boolean }) {
  const store = useScopeStore();
  const id = useId();
  const message = useScope((state) => state.draft.message);
  const hasAttachments = useScope((state) => (state.draft.attachments?.length ?? 0) > 0);
  const [shown, setShown] = useState<"no" | "byButton" | "byFiles">("no");
  // It stays when the last one is removed: what has the focus must not go away.
  if (hasAttachments && shown === "no") setShown("byFiles");
  const takesFiles = useTakesFiles();
  const aside = (
    <>
      {repeats && "Run sends it again"}
      {!hasAttachments && (
        <FieldAction isOpen={shown !== "no"} onClick={() => setShown(shown === "no" ? "byButton" : "no")}>
          Attach
        </FieldAction>
      )}
    </>
  );
  return (
    <Field label="Message" htmlFor={id} aside={aside}>
      <textarea
        id={id}
        data-message=""
        className={styles.box}
        rows={3}
        value={message}
        placeholder="Empty sends the history as it is"
        onChange={(event) => store.getState().editDraft({ message: event.target.value })}
        {...takesFiles}
      />
      {shown !== "no" && (
        <Suspense>
          <attachments.Component takesFocus={shown === "byButton"} />
        </Suspense>
      )}
    </Field>
  );
}
