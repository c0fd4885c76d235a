import { parseJson } from "#src/lib/json.ts";

/** Which agent of a single-route CopilotKit runtime a call is for: all its calls go to one address. */
export interface SingleRouteEnvelope {
  readonly method: "agent/run" | "agent/connect";
  readonly agentId: string;
}

/**
 * The body of a run in the envelope that a single-route CopilotKit runtime expects; `runInputOf` takes it apart again.
 * The input is put in as it is written; a body that is no JSON is sent without an envelope, because there is none that could hold it.
 */
export function wrapSingleRoute(body: string, { method, agentId }: SingleRouteEnvelope): string {
  if (parseJson(body) === undefined) return body;
  return `{"method":${JSON.stringify(method)},"params":${JSON.stringify({ agentId })},"body":${body}}`;
}
