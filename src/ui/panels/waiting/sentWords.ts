import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Reply } from "#src/run/pending/types.ts";

/** A part of the next request. */
export interface SentPart {
  /** Where it goes, in AG-UI's words. */
  readonly where: string;
  readonly text: string;
}

/** What a reply adds to the next request, in the order of the request. A message's own id is made when it is sent. */
export function sentParts({ toolMessage, resume, forwardedProps, userMessage, sidePost }: Reply): readonly SentPart[] {
  const parts: SentPart[] = [];
  if (toolMessage) {
    const { toolCallId, content, error } = toolMessage;
    const message = { role: "tool", toolCallId, content, ...(error !== undefined && { error }) };
    parts.push({ where: "tool message", text: stringifyJson(message) });
  }
  if (userMessage !== undefined) parts.push({ where: "user message", text: stringifyJson(userMessage) });
  if (forwardedProps) parts.push({ where: "forwardedProps", text: stringifyJson(forwardedProps) });
  if (resume) parts.push({ where: "resume", text: stringifyJson([resume]) });
  if (sidePost) parts.push({ where: `POST ${sidePost.path}`, text: sidePost.body });
  return parts;
}
