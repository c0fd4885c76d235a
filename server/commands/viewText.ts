import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { ViewOutput } from "./view.ts";

/** The view as text for people: one line a message, call and problem, then the state. */
export function viewText(output: ViewOutput): string {
  const lines = [
    `After event ${output.at} of ${output.events}${output.threadId === null ? "" : ` · thread ${output.threadId}`}`,
  ];
  const section = (title: string, entries: readonly string[]): void => {
    if (entries.length > 0) lines.push("", title, ...entries.map((entry) => `  ${entry}`));
  };
  section(
    "Runs",
    output.runs.map(
      ({ runId, status, error }) => `${runId ?? "(no id)"} · ${status}${error ? ` · ${error.message}` : ""}`,
    ),
  );
  section(
    "Messages",
    output.messages.map(
      (message) => `${message.role} ${message.id}: ${contentText("content" in message ? message.content : "")}`,
    ),
  );
  section(
    "Tool calls",
    output.toolCalls.map(({ name, id, status, arguments: args }) => `${name} ${id} · ${status} · ${args}`),
  );
  section("Waiting for an answer", [
    ...output.interrupts.map(({ id, reason }) => `interrupt ${id} · ${reason}`),
    ...output.pendingToolCallIds.map((id) => `tool call ${id}`),
  ]);
  section(
    "Problems",
    output.problems.map(({ event, severity, rule, message }) => `event ${event} · ${severity} · ${rule} · ${message}`),
  );
  section(
    "Bookmarks and notes",
    output.annotations.map(({ event, note }) =>
      // A note may have several lines; those after the first stand below its text.
      note === "" ? `event ${event}` : `event ${event} · ${note.replaceAll("\n", "\n    ")}`,
    ),
  );
  section("State", stringifyJson(output.state, 2).split("\n"));
  return `${lines.join("\n")}\n`;
}

function contentText(content: unknown): string {
  return typeof content === "string" ? content : content === undefined ? "" : stringifyJson(content);
}
