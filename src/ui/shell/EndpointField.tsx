import { Suspense, useId } from "react";
import type { HeaderField } from "#src/run/types.ts";
import { addressProblem, hasVariables } from "#src/store/address.ts";
import { connectionOf } from "#src/store/connection.ts";
import { headersInUse, profileInUse } from "#src/store/headerProfiles.ts";
import { selectIsOwnRun } from "#src/store/selectors.ts";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { ConnectionButton } from "#src/ui/panels/connection/ConnectionButton.tsx";
import { useScope } from "#src/ui/useScope.ts";
import { AgentPicker } from "./AgentPicker.tsx";
import styles from "./EndpointField.module.css";

const note = preloaded(async () => (await import("./AddressNote.tsx")).AddressNote);

/** The address to send to, how it travels, and what it carries along. */
export function EndpointField() {
  const endpoint = useScope((state) => state.endpoint);
  const setEndpoint = useScope((state) => state.setEndpoint);
  const run = useScope((state) => state.run);
  const isRunning = useScope(selectIsOwnRun);
  const noteId = useId();
  const isTemplate = useScope(hasVariables);
  const isBroken = useScope((state) => addressProblem(state) !== undefined);
  const headers = useScope(headersInUse);
  const hint = headersHint(headers);
  const isSocket = useScope((state) => connectionOf(state).carrier === "webSocket");
  const profileName = useScope((state) => profileInUse(state).name);
  return (
    <div className={styles.field}>
      <b className={styles.method}>{isSocket ? "WS" : "POST"}</b>
      <PrivateInput
        className={styles.url}
        type="url"
        aria-label="Endpoint URL"
        placeholder="http://localhost:8000/agent"
        autoCapitalize="off"
        value={endpoint}
        aria-invalid={isBroken || undefined}
        aria-describedby={isTemplate ? noteId : undefined}
        onText={setEndpoint}
        onKeyDown={(event) => {
          // As in the address bar of a browser.
          if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
          if (!isRunning && endpoint.trim() !== "") void run();
        }}
      />
      {isTemplate && (
        <Suspense>
          <note.Component id={noteId} />
        </Suspense>
      )}
      {hint !== "" && (
        <span
          className={styles.hint}
          title={`Headers that are sent along${profileName && ` (${profileName})`}; edit them under Input`}
        >
          {hint}
        </span>
      )}
      <ConnectionButton />
      <AgentPicker />
    </div>
  );
}

/** "Bearer ••••" for an authorization header, a count for others. A value is never shown. */
function headersHint(headers: readonly HeaderField[]): string {
  const named = headers.filter(({ name }) => name.trim() !== "");
  const authorization = named.find(({ name }) => name.trim().toLowerCase() === "authorization");
  if (authorization) {
    const scheme = /^([A-Za-z][\w-]*) /.exec(authorization.value)?.[1];
    return scheme === undefined ? "authorization ••••" : `${scheme} ••••`;
  }
  return named.length === 0 ? "" : `${named.length} header${named.length === 1 ? "" : "s"}`;
}
