import { useMemo } from "react";
import { ok, type Result } from "#src/lib/result.ts";
import type { CodeSource } from "#src/run/codegen/codeRequest.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import { connectionOf } from "#src/store/connection.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { useScope } from "#src/ui/useScope.ts";
import { sourceOfNext } from "./sourceOfNext.ts";
import { sourceOfRecorded } from "./sourceOfRecorded.ts";
import type { CodeSubject } from "./types.ts";

/** The request that code is wanted for, or why there is none. */
export function useCodeSource(subject: CodeSubject): Result<CodeSource> {
  const endpoint = useScope((state) => state.endpoint);
  const headers = useScope(headersInUse);
  const format = useScope((state) => connectionOf(state).format);
  const envelope = useScope((state) => state.endpointCall?.envelope);
  const ceiling = useScope((state) => bodyFormOf(state)?.ceiling);
  const body = subject.kind === "next" ? subject.body : undefined;
  const request = subject.kind === "recorded" ? subject.request : undefined;
  return useMemo(
    () =>
      request
        ? ok(sourceOfRecorded(request))
        : sourceOfNext({ endpoint, headers, format, envelope, ceiling, body: body ?? "" }),
    [request, endpoint, headers, format, envelope, ceiling, body],
  );
}
