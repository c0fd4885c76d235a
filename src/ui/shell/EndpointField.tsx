import type { HeaderField } from "#src/run/types.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { useScope } from "#src/ui/useScope.ts";
import { AgentPicker } from "./AgentPicker.tsx";
import styles from "./EndpointField.module.css";

/** The address to send to, how it travels, and what it carries along. */
export function EndpointField() {
  const endpoint = useScope((state) => state.endpoint);
  const setEndpoint = useScope((state) => state.setEndpoint);
  const headers = useScope(headersInUse);
  const hint = headersHint(headers);
  return (
    <div className={styles.field}>
      <b className={styles.method}>POST</b>
      <input
        className={styles.url}
        type="url"
        aria-label="Endpoint URL"
        placeholder="http://localhost:8000/agent"
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        value={endpoint}
        onChange={(event) => setEndpoint(event.target.value)}
      />
      {hint !== "" && (
        <span className={styles.hint} title="Headers that are sent along; edit them under Input">
          {hint}
        </span>
      )}
      <span className={styles.hint} title="The browser sends the request itself and asks for server-sent events">
        direct · SSE
      </span>
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
