import type { Result } from "#src/lib/result.ts";
import type { DialectId, Pause, PauseAnswer, Reply } from "#src/run/pending/types.ts";
import { agno } from "./agno.ts";
import { chatQuestion } from "./chatQuestion.ts";
import { confirmChanges } from "./confirmChanges.ts";
import { frontendTool } from "./frontendTool.ts";
import { interruptDialect } from "./interrupt.ts";
import { langgraphCustom } from "./langgraphCustom.ts";
import { mafApproval } from "./mafApproval.ts";
import { mafLegacy } from "./mafLegacy.ts";
import { mastraCustom } from "./mastraCustom.ts";
import { requestApproval } from "./requestApproval.ts";
import { taskSteps } from "./taskSteps.ts";
import { toolCallRequest } from "./toolCallRequest.ts";
import type { Dialect } from "./types.ts";

const BY_ID: Readonly<Record<DialectId, Dialect>> = {
  interrupt: interruptDialect,
  "langgraph-custom": langgraphCustom,
  "mastra-custom": mastraCustom,
  "maf-approval": mafApproval,
  "maf-legacy": mafLegacy,
  "confirm-changes": confirmChanges,
  "task-steps": taskSteps,
  "request-approval": requestApproval,
  agno,
  // Whatever no other dialect knows is an ordinary tool, so this one is asked last of those.
  "frontend-tool": frontendTool,
  "chat-question": chatQuestion,
  "tool-call-request": toolCallRequest,
};

/** All dialects, in the order in which they are asked. */
export const DIALECTS: readonly Dialect[] = Object.values(BY_ID);

/** The dialects that are looked for unless the user says otherwise: all that are no guess. */
export const DEFAULT_DIALECTS: readonly DialectId[] = DIALECTS.flatMap(({ id, optIn }) => (optIn ? [] : [id]));

/** What an answer to a pause adds to the next request, or why it cannot be said in the pause's dialect. */
export const replyTo = (pause: Pause, answer: PauseAnswer): Result<Reply> => BY_ID[pause.dialect].reply(pause, answer);
