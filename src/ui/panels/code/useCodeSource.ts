import { useMemo } from "react";
import { ok, type Result } from "#src/lib/result.ts";
import type { CodeSource } from "#src/run/codegen/codeRequest.ts";
import { addressOf, addressProblem, filledHeaders } from "#src/store/address.ts";
import { bodyFormOf } from "#src/store/bodyForms.ts";
import { connectionOf } from "#src/store/connection.ts";
import { headersInUse } from "#src/store/headerProfiles.ts";
import { useScope } from "#src/ui/useScope.ts";
import { sourceOfNext } from "./sourceOfNext.ts";
import { sourceOfRecorded } from "./sourceOfRecorded.ts";
import type { CodeSubject } from "./types.ts";

/** The request that code is wanted for, or why there is none. */
export function useCodeSource(subject: CodeSubject): Result<CodeSource> {
  const address = useScope(addressOf);
  const problem = useScope(addressProblem);
  const own = useScope(headersInUse);
  const environments = useScope((state) => state.environments);
  const environmentId = useScope((state) => state.environmentId);
  const canFill = useScope((state) => state.canFill);
  const format = useScope((state) => connectionOf(state).format);
  const envelope = useScope((state) => state.endpointCall?.envelope);
  const ceiling = useScope((state) => bodyFormOf(state)?.ceiling);
  const body = subject.kind === "next" ? subject.body : undefined;
  const request = subject.kind === "recorded" ? subject.request : undefined;
  return useMemo(
    () =>
      request
        ? ok(sourceOfRecorded(request))
        : sourceOfNext({
            address,
            addressProblem: problem,
            headers: filledHeaders(own, canFill ? { environments, environmentId } : {}),
            format,
            envelope,
            ceiling,
            body: body ?? "",
          }),
    [request, address, problem, own, canFill, environments, environmentId, format, envelope, ceiling, body],
  );
}
