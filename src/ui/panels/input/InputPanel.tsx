import { Suspense } from "react";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ContextFields } from "./ContextFields.tsx";
import { ForwardedPropsField } from "./ForwardedPropsField.tsx";
import { MessageField } from "./MessageField.tsx";
import { RequestBody } from "./RequestBody.tsx";
import { RequestProblems } from "./RequestProblems.tsx";
import { StateField } from "./StateField.tsx";
import { ThreadFields } from "./ThreadFields.tsx";
import { useNextRequest } from "./useNextRequest.ts";
import styles from "./InputPanel.module.css";

/** Below the fold on most screens and needed by no first run, so it comes after the rest; nothing stands below it that could move. */
const headers = preloaded(async () => (await import("./HeaderFields.tsx")).HeaderFields);

const breakpoints = preloaded(
  async () => (await import("#src/ui/panels/breakpoints/RunBreakpoints.tsx")).RunBreakpoints,
);

/** What the next run sends. */
export function InputPanel() {
  const request = useNextRequest();
  const store = useScopeStore();
  const isBodyOpen = useScope((state) => state.isRequestEditorOpen);
  const isEdited = useScope((state) => state.draft.bodyText !== undefined);
  return (
    <div className={styles.panel}>
      <div className={styles.scroll}>
        {/* A body that was edited as a whole leaves these fields without effect, and they say so by being disabled. */}
        <fieldset className={styles.fields} disabled={isEdited} aria-label="Fields of the request">
          <MessageField repeats={request.repeats} />
          <ThreadFields run={request.run} />
          <StateField state={request.state} />
          <ContextFields />
          <ForwardedPropsField />
        </fieldset>
        <RequestBody request={request} isOpen={isBodyOpen} onOpen={store.getState().showRequestEditor} />
        <Suspense>
          <headers.Component />
          <breakpoints.Component />
        </Suspense>
      </div>
      {!isBodyOpen && <RequestProblems problems={request.problems} />}
    </div>
  );
}
