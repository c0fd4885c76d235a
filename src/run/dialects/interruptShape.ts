import type { Interrupt } from "#src/protocol/events.ts";
import type { AnswerShape } from "#src/run/pending/types.ts";
import { valueShape, yesShape } from "./answerShape.ts";

/** A framework whose interrupts come without a schema: how they are known, and what it wants. */
interface Convention {
  readonly is: (interrupt: Interrupt) => boolean;
  readonly shape: AnswerShape;
}

const CONVENTIONS: readonly Convention[] = [
  {
    is: ({ metadata }) => metadata?.["agent_framework"] !== undefined,
    shape: yesShape("accepted", "Microsoft Agent Framework (Python) made it, which wants {accepted}.", { editKey: "" }),
  },
  {
    is: ({ id }) => id.startsWith("ficc_"),
    shape: yesShape("approved", "Its id begins as in Agent Framework for .NET, which wants {approved}."),
  },
  {
    is: ({ id, toolCallId }) => toolCallId !== undefined && id === `int-${toolCallId}`,
    shape: yesShape(
      "approved",
      "Its id is made as in Pydantic AI, which wants {approved} and takes editedArgs and a reason.",
      { editKey: "editedArgs", reasonKey: "reason" },
    ),
  },
  {
    is: ({ metadata }) => metadata?.["ag2"] !== undefined,
    shape: valueShape("AG2 made it, which wants a bare text.", { type: "string" }),
  },
  {
    is: ({ reason }) => reason.startsWith("langgraph:"),
    shape: valueShape("LangGraph gives any value to the node that asked, and says no schema."),
  },
  {
    is: ({ reason }) => reason === "tool_call",
    shape: yesShape(
      "approved",
      "There is no response schema; {approved, editedArgs} is what AG-UI shows for tool_call.",
      {
        editKey: "editedArgs",
        reasonKey: "reason",
      },
    ),
  },
  {
    is: ({ reason }) => reason === "confirmation",
    shape: yesShape("approved", "There is no response schema; {approved} is how AG-UI says yes or no."),
  },
];

/** The shape for an interrupt without a response schema, by what can be told of its framework. */
export const interruptShape = (interrupt: Interrupt): AnswerShape =>
  CONVENTIONS.find(({ is }) => is(interrupt))?.shape ??
  valueShape(
    `There is no response schema, and “${interrupt.reason}” does not tell what is wanted: any value can be sent.`,
  );
