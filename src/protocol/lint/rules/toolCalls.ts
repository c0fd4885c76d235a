import { isJson, isObject } from "#src/lib/json.ts";
import { Brackets, Owners } from "#src/protocol/lint/brackets.ts";
import { ownerName, type LintContext } from "#src/protocol/lint/context.ts";

/** Tool calls: their brackets, the JSON in their arguments, and which call a result may answer. */
export class ToolCallRules {
  readonly calls: Brackets;
  private readonly owners: Owners;
  /** Argument text of open calls. */
  private readonly args = new Map<string, string>();
  /** Every call that the thread has seen, in events, snapshots, requests and interrupts. Never forgotten: runs answer calls of earlier runs. */
  private readonly known = new Set<string>();
  /** True while an answer to an interrupt runs: its call may have been made where we could not see it. */
  private resuming = false;

  constructor(
    private readonly context: LintContext,
    /** Who owns the messages that carry calls. */
    private readonly messageOwners: Owners,
  ) {
    this.owners = new Owners(context, "tool call");
    this.calls = new Brackets(
      context,
      {
        noun: "tool call",
        startType: "TOOL_CALL_START",
        endType: "TOOL_CALL_END",
        field: "toolCallId",
        alreadyOpen: "tool/already-open",
        notOpen: "tool/not-open",
      },
      this.owners,
    );
  }

  beginExchange(resuming: boolean): void {
    this.resuming = resuming;
    this.clear();
  }

  start(type: string, id: string, tag: string | undefined, parent: string | undefined): void {
    const carried = parent !== undefined && this.messageOwners.has(parent);
    const parentOwner = carried ? this.messageOwners.get(parent) : undefined;
    // An untagged call belongs to whoever owns the message that carries it, and an id keeps its first owner.
    this.owners.claim(id, tag ?? parentOwner);
    const owner = tag ?? this.owners.get(id);
    if (carried && owner !== parentOwner) {
      this.context.say("subagent/owner-mismatch", {
        message: `${type} puts call "${id}" of ${ownerName(owner)} into message "${parent}", which belongs to ${ownerName(parentOwner)}.`,
        pointer: tag === undefined ? "/parentMessageId" : "/subagentRunId",
        expected: ownerName(parentOwner),
        found: ownerName(owner),
      });
    }
    if (!this.calls.open.has(id)) this.args.set(id, "");
    this.calls.start(type, id, tag);
    this.known.add(id);
  }

  append(type: string, id: string, delta: string, tag: string | undefined): void {
    if (this.calls.proceed(type, id, tag)) this.args.set(id, (this.args.get(id) ?? "") + delta);
  }

  end(type: string, id: string, tag: string | undefined): void {
    const opener = this.calls.open.get(id);
    if (!this.calls.end(type, id, tag)) return;
    const text = this.args.get(id) ?? "";
    this.args.delete(id);
    // No arguments at all is how many backends call a tool without parameters.
    if (text.trim() === "" || isJson(text)) return;
    this.context.say("tool/args-not-json", {
      message: `The arguments of call "${id}" are not JSON: the application gets none. Answer the call with an error so that the model can try again.`,
      expected: "JSON text",
      found: text.length > 80 ? `${text.slice(0, 77)}…` : text,
      relatedSeq: opener,
    });
  }

  result(id: string): void {
    if (this.known.has(id) || this.resuming) return;
    this.known.add(id);
    this.context.say("tool/result-unknown-call", {
      message: `The result answers call "${id}", which neither this stream nor the request has made. It becomes a stray tool message.`,
      pointer: "/toolCallId",
      found: id,
    });
  }

  /** Calls inside messages, from a request or a snapshot: any JSON. */
  learn(messages: unknown, owners: "keep" | "replace" | "ignore"): void {
    if (!Array.isArray(messages)) return;
    for (const message of messages) {
      if (!isObject(message) || !Array.isArray(message["toolCalls"])) continue;
      const tag = typeof message["subagentRunId"] === "string" ? message["subagentRunId"] : undefined;
      for (const call of message["toolCalls"]) {
        if (!isObject(call) || typeof call["id"] !== "string") continue;
        this.known.add(call["id"]);
        if (owners === "replace") this.owners.set(call["id"], tag);
        else if (owners === "keep") this.owners.claim(call["id"], tag);
      }
    }
  }

  learnCall(id: string): void {
    this.known.add(id);
  }

  checkOwner(type: string, id: string, tag: string | undefined): void {
    this.owners.check(type, id, tag);
  }

  clear(): void {
    this.calls.clear();
    this.owners.clear();
    this.args.clear();
  }
}
