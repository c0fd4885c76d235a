import { Suspense } from "react";
import { hasVariables } from "#src/store/address.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { selectToolsOn } from "#src/store/toolSets.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { ContextFields } from "./ContextFields.tsx";
import { ForwardedPropsField } from "./ForwardedPropsField.tsx";
import { MessageField } from "./MessageField.tsx";
import { StateField } from "./StateField.tsx";
import { ThreadFields } from "./ThreadFields.tsx";
import { useAgentIssues } from "./useAgentIssues.ts";
import { useNextRequest } from "./useNextRequest.ts";
import styles from "./InputPanel.module.css";

/** From here on below the fold on most screens and needed by no first run, so it comes after the rest; nothing stands below it that could move. */
const requestBody = preloaded(async () => (await import("./RequestBody.tsx")).RequestBody);

const address = preloaded(async () => (await import("#src/ui/panels/environment/AddressFields.tsx")).AddressFields);

const environment = preloaded(
  async () => (await import("#src/ui/panels/environment/EnvironmentFields.tsx")).EnvironmentFields,
);

const profiles = preloaded(
  async () => (await import("#src/ui/panels/requestProfiles/RequestProfileBar.tsx")).RequestProfileBar,
);

const headers = preloaded(async () => (await import("./HeaderFields.tsx")).HeaderFields);

/** A request without problems needs no way to show them. */
export const requestProblems = preloaded(async () => (await import("./RequestProblems.tsx")).RequestProblems);

const forkBar = preloaded(async () => (await import("#src/ui/panels/threads/ForkBar.tsx")).ForkBar);

const bodyForm = preloaded(async () => (await import("#src/ui/panels/request/BodyFormFields.tsx")).BodyFormFields);

const breakpoints = preloaded(
  async () => (await import("#src/ui/panels/breakpoints/RunBreakpoints.tsx")).RunBreakpoints,
);

/** What the next run sends. */
export function InputPanel() {
  const request = useNextRequest();
  const store = useScopeStore();
  const isBodyOpen = useScope((state) => state.isRequestEditorOpen);
  const isTemplate = useScope(hasVariables);
  const isEdited = useScope((state) => state.draft.bodyText !== undefined);
  const fork = useScope((state) => state.fork);
  // Whether they are right is for code that comes with the first of them.
  const sendsTools = useScope((state) => selectToolsOn(state) > 0);
  const hasProblems = useAgentIssues().length > 0 || request.problems.length > 0 || sendsTools;
  return (
    <div className={styles.panel}>
      <div className={styles.scroll}>
        {fork && (
          <Suspense>
            <forkBar.Component fork={fork} />
          </Suspense>
        )}
        <div className={styles.profile}>
          <Suspense>
            <profiles.Component />
          </Suspense>
        </div>
        {isTemplate && (
          <Suspense>
            <address.Component />
          </Suspense>
        )}
        {/* A body that was edited as a whole leaves these fields without effect, and they say so by being disabled. */}
        <fieldset className={styles.fields} disabled={isEdited} aria-label="Fields of the request">
          <MessageField repeats={request.repeats} />
          <ThreadFields run={request.run} />
          <StateField state={request.state} />
          <ContextFields />
          <ForwardedPropsField />
        </fieldset>
        <Suspense>
          <requestBody.Component request={request} isOpen={isBodyOpen} onOpen={store.getState().showRequestEditor} />
          <bodyForm.Component leftOut={request.leftOut} />
          <headers.Component />
          <environment.Component />
          <breakpoints.Component />
        </Suspense>
      </div>
      {!isBodyOpen && hasProblems && (
        <Suspense>
          <requestProblems.Component problems={request.problems} />
        </Suspense>
      )}
    </div>
  );
}
