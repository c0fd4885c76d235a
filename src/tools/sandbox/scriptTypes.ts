import { parseJson } from "#src/lib/json.ts";
import type { MockTool } from "#src/tools/types.ts";
import { schemaType } from "./schemaType.ts";

/**
 * The declarations (.d.ts) of what a script of this tool may use, for an editor. To be read with `lib: ["es2023"]` and nothing of a
 * browser; a script counts as a module (`moduleDetection: "force"`), and its `return` is no mistake (ignore TS1108).
 */
export function scriptTypes(tool: Pick<MockTool, "name" | "parametersText">): string {
  const name = tool.name === "" ? "string" : JSON.stringify(tool.name);
  return `/** The arguments of the call, parsed; undefined where they are no JSON. */
declare const args: ${schemaType(parseJson(tool.parametersText))};
/** The tool that is called. */
declare const name: ${name};
${GLOBALS}`;
}

const GLOBALS = `/** The arguments of the call as they were streamed, JSON or not. */
declare const argumentsText: string;
/** The state shared with the agent. A copy: nothing that is done to it is seen elsewhere. */
declare const state: any;
/** The conversation so far. A copy. */
declare const messages: Message[];
/** How many calls of this tool were answered before this one in the conversation. */
declare const callIndex: number;

/** Ends the script: the tool has failed, and this is what the agent is told. */
declare function fail(message: string): never;
/** Resolves after so many milliseconds; a script may take 5 s in all. */
declare function sleep(ms: number): Promise<void>;
declare function setTimeout<A extends unknown[]>(callback: (...values: A) => void, ms?: number, ...values: A): number;
declare function clearTimeout(id: number): void;
/** What is written is shown beside the call. */
declare const console: Record<"log" | "info" | "debug" | "warn" | "error", (...values: unknown[]) => void>;

type Message = { id: string; name?: string; subagentRunId?: string; metadata?: any } & (
  | { role: "developer" | "system" | "reasoning"; content: string }
  | { role: "user"; content: string | ContentPart[] }
  | { role: "assistant"; content?: string; toolCalls?: ToolCall[] }
  | { role: "tool"; content: string | ContentPart[]; toolCallId: string; error?: string }
  | { role: "activity"; activityType: string; content: Record<string, any> }
);
interface ToolCall {
  id: string;
  type: "function";
  /** The arguments are JSON text. */
  function: { name: string; arguments: string };
}
type ContentPart =
  | { type: "text"; text: string }
  | { type: "image" | "audio" | "video" | "document"; source: any; metadata?: any };
`;
