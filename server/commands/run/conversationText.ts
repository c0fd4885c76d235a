import { parseJson, type JsonValue } from "#src/lib/json.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { AguiEvent, AguiEventOf, Message } from "#src/protocol/events.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { visibleLine, visibleText } from "./visibleText.ts";

/** Who or what a line is about; at most nine letters, for they stand in a column. */
export type Label =
  | "you"
  | "user"
  | "system"
  | "developer"
  | "assistant"
  | "reasoning"
  | "tool call"
  | "result"
  | "state"
  | "activity"
  | "step"
  | "subagent"
  | "custom"
  | "asks"
  | "answer"
  | "finished";

const COLUMN = 11;
const INDENT = " ".repeat(COLUMN);
const SHORT = 200;
/** Arguments and results are shown whole as far as a screen can hold them. */
const LONG = 4_000;
const MOST_OPERATIONS = 20;

/** SGR codes (ECMA-48 8.3.117): bold, dim and the eight colours that every terminal has. */
const COLOURS: Partial<Record<Label, string>> = {
  you: "1",
  user: "1",
  assistant: "1;36",
  reasoning: "2",
  "tool call": "33",
  result: "33",
  asks: "1;35",
  answer: "35",
};

/** A text that grows on the last line. */
interface OpenText {
  readonly label: Label;
  readonly id: string;
}

/**
 * Prints a conversation while it streams: a label in a column, and beside it the text as it comes or, for all else, one line. Nothing of an
 * agent reaches the terminal but what can be seen, and its lines stay in their column, so that none of them passes for one of ours.
 */
export class ConversationText {
  private printed = 0;
  private open: OpenText | undefined;
  /** What was shown of each message: snapshots say it again. */
  private readonly texts = new Map<string, string>();
  private readonly calls = new Map<string, { name: string; text: string; isShown: boolean }>();
  /** Calls whose results were shown. */
  private readonly answered = new Set<string>();
  /** The call that chunks continue: nothing says when its last one was there but that something else comes. */
  private chunked: string | undefined;
  /** The open text ended with a line break, so that its next line begins. */
  private isLineStart = false;
  private out = "";

  constructor(
    private readonly reading: Reading,
    private readonly write: (text: string) => void,
    private readonly coloured: boolean,
  ) {}

  /** Prints the events that came since. */
  update(): void {
    while (this.printed < this.reading.length) {
      const { event } = this.reading.decodedAt(++this.printed);
      if (event) this.event(event);
    }
    this.flush();
  }

  /** The stream is over: what it left open is shown as far as it came. */
  end(): void {
    this.update();
    for (const [id, { isShown }] of this.calls) if (!isShown) this.call(id, " (unfinished)");
    this.close();
    this.flush();
  }

  /** A message of the user's. */
  said(id: string, text: string): void {
    this.message("you", id, text);
    this.close();
    this.flush();
  }

  /** One line of our own about what the client did. */
  tell(label: "answer" | "result", text: string, callId?: string): void {
    if (callId !== undefined) this.answered.add(callId);
    this.line(label, text);
    this.flush();
  }

  private event(event: AguiEvent): void {
    if (this.chunked !== undefined && event.type !== "TOOL_CALL_CHUNK") this.endChunks();
    switch (event.type) {
      case "TEXT_MESSAGE_START":
        if (!this.texts.has(event.messageId)) this.texts.set(event.messageId, "");
        return this.speak(labelOf(event.role), event.messageId, "");
      case "TEXT_MESSAGE_CONTENT":
        return this.speak("assistant", event.messageId, event.delta);
      case "TEXT_MESSAGE_CHUNK":
        return this.speak(labelOf(event.role), event.messageId ?? this.open?.id ?? "", event.delta ?? "");
      case "TEXT_MESSAGE_END":
      case "REASONING_MESSAGE_END":
        return this.open?.id === event.messageId ? this.close() : undefined;
      case "REASONING_MESSAGE_CONTENT":
        return this.speak("reasoning", event.messageId, event.delta);
      case "REASONING_MESSAGE_CHUNK":
        return this.speak("reasoning", event.messageId ?? this.open?.id ?? "", event.delta ?? "");
      case "TOOL_CALL_START":
        return void this.calls.set(event.toolCallId, { name: event.toolCallName, text: "", isShown: false });
      case "TOOL_CALL_ARGS": {
        const call = this.calls.get(event.toolCallId);
        if (call) call.text += event.delta;
        return;
      }
      case "TOOL_CALL_END":
        return this.call(event.toolCallId);
      case "TOOL_CALL_CHUNK":
        return this.chunk(event);
      case "TOOL_CALL_RESULT":
        return this.result(event.toolCallId, event.content);
      case "MESSAGES_SNAPSHOT":
        for (const message of event.messages) this.snapshot(message);
        return;
      case "STATE_SNAPSHOT":
        return this.line("state", `= ${json(event.snapshot)}`);
      case "STATE_DELTA":
        return this.operations(event.delta);
      default:
        return this.other(event);
    }
  }

  private other(event: AguiEvent): void {
    switch (event.type) {
      case "RUN_FINISHED":
        if (event.outcome?.type === "interrupt") {
          for (const { id, reason, message } of event.outcome.interrupts)
            this.line("asks", `${message ?? reason} (${reason}, interrupt ${id})`);
        }
        return event.result === undefined ? undefined : this.line("finished", json(event.result));
      case "ACTIVITY_SNAPSHOT":
        return this.line("activity", `${event.activityType} ${json(event.content)}`);
      case "ACTIVITY_DELTA":
        return this.line("activity", `${event.activityType} ${json(event.patch)}`);
      case "STEP_STARTED":
        return this.line("step", event.stepName);
      case "SUBAGENT_STARTED":
        return this.line("subagent", `${event.name} begins`);
      case "SUBAGENT_ERROR":
        return this.line("subagent", `failed: ${event.message}`);
      case "CUSTOM":
        return this.line("custom", `${event.name} ${json(event.value)}`);
      default:
    }
  }

  private chunk({ toolCallId, toolCallName, delta }: AguiEventOf<"TOOL_CALL_CHUNK">): void {
    if (toolCallId !== undefined && toolCallId !== this.chunked) {
      this.endChunks();
      this.chunked = toolCallId;
      if (!this.calls.has(toolCallId))
        this.calls.set(toolCallId, { name: toolCallName ?? "", text: "", isShown: false });
    }
    const call = this.calls.get(this.chunked ?? "");
    if (call) call.text += delta ?? "";
  }

  private endChunks(): void {
    const id = this.chunked;
    this.chunked = undefined;
    if (id !== undefined) this.call(id);
  }

  private call(id: string, more = ""): void {
    const call = this.calls.get(id);
    if (!call || call.isShown) return;
    call.isShown = true;
    this.line("tool call", `${call.name} ${compact(call.text)}${more}`);
  }

  private result(callId: string, content: Extract<Message, { role: "tool" }>["content"]): void {
    if (this.answered.has(callId)) return;
    this.answered.add(callId);
    const name = this.calls.get(callId)?.name ?? callId;
    this.line("result", `${name} ${compact(plain(content))}`);
  }

  /** A message of a snapshot, where it says what was not shown. */
  private snapshot(message: Message): void {
    if (message.role === "activity") return;
    if (message.role === "tool") return this.result(message.toolCallId, message.content);
    const text = message.content === undefined ? "" : plain(message.content);
    if (text !== "") this.message(message.role, message.id, text);
    if (message.role !== "assistant") return;
    for (const { id, function: called } of message.toolCalls ?? []) {
      if (this.calls.has(id)) continue;
      this.calls.set(id, { name: called.name, text: called.arguments, isShown: false });
      this.call(id);
    }
  }

  private message(label: Label, id: string, text: string): void {
    const before = this.texts.get(id);
    if (before !== undefined && text.startsWith(before)) return this.speak(label, id, text.slice(before.length));
    // Some agents give a message another id in their snapshots.
    if (before === undefined && [...this.texts.values()].includes(text)) return void this.texts.set(id, text);
    this.close();
    this.texts.set(id, "");
    this.speak(label, id, text);
  }

  private speak(label: Label, id: string, delta: string): void {
    if (delta === "") return;
    this.texts.set(id, (this.texts.get(id) ?? "") + delta);
    if (this.open?.id !== id) {
      this.close();
      this.open = { label, id };
      this.out += this.head(label);
    } else if (this.isLineStart && !delta.startsWith("\n")) this.out += INDENT;
    this.isLineStart = delta.endsWith("\n");
    this.out += this.painted(label, visibleText(delta).replace(/\n(?!\n|$)/g, `\n${INDENT}`));
  }

  private operations(patch: AguiEventOf<"STATE_DELTA">["delta"]): void {
    for (const operation of patch.slice(0, MOST_OPERATIONS)) {
      const { op, path } = operation;
      const what =
        "value" in operation ? ` ${json(operation.value)}` : "from" in operation ? ` from ${operation.from}` : "";
      this.line("state", `${op} ${path}${what}`);
    }
    const more = patch.length - MOST_OPERATIONS;
    if (more > 0) this.line("state", `and ${more} more operations`);
  }

  private line(label: Label, text: string): void {
    this.close();
    this.out += `${this.head(label)}${visibleLine(text)}\n`;
  }

  private close(): void {
    if (this.open && !this.isLineStart) this.out += "\n";
    this.open = undefined;
    this.isLineStart = false;
  }

  private head(label: Label): string {
    return this.painted(label, label) + " ".repeat(COLUMN - label.length);
  }

  private painted(label: Label, text: string): string {
    const colour = this.coloured ? (COLOURS[label] ?? "2") : undefined;
    // The words of people and agents stand in the terminal's own colour, thoughts apart.
    const isPainted = colour !== undefined && (text === label || label === "reasoning");
    return isPainted ? `\u001b[${colour}m${text}\u001b[0m` : text;
  }

  private flush(): void {
    if (this.out === "") return;
    this.write(this.out);
    this.out = "";
  }
}

const labelOf = (role: Message["role"] | undefined): Label =>
  role === "user" || role === "system" || role === "developer" ? role : "assistant";

const json = (value: unknown): string => shortJson(value as JsonValue, SHORT);

/** JSON without its line breaks, and no more of a text than can be read. */
function compact(text: string): string {
  const value = text.length > LONG ? undefined : parseJson(text);
  const shown = value === undefined ? text : stringifyJson(value);
  return shown.length > LONG ? `${shown.slice(0, LONG)}… (${shown.length - LONG} more characters)` : shown;
}

/** The text of a content, with the kinds of its other parts. */
function plain(content: Exclude<Message, { role: "activity" }>["content"]): string {
  if (typeof content === "string" || content === undefined) return content ?? "";
  return content.map((part) => (part.type === "text" ? part.text : `[${part.type}]`)).join("");
}
