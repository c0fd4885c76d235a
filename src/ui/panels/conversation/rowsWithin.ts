import type { ConversationRow } from "./rows.ts";

/** How much of the end of a conversation is rendered: so many rows, or fewer where they say more than so many characters. */
export interface RowBudget {
  readonly rows: number;
  readonly characters: number;
}

/** How many of the last rows are within a budget, and always the last that says something, however long it is. */
export function rowsWithin(rows: readonly ConversationRow[], { rows: most, characters }: RowBudget): number {
  let said = 0;
  let count = 0;
  while (count < Math.min(most, rows.length)) {
    const row = rows[rows.length - 1 - count];
    const more = row === undefined ? 0 : charactersOf(row);
    if (said > 0 && said + more > characters) break;
    said += more;
    count++;
  }
  return count;
}

/** About what a row says: pictures and the like cost no text. */
function charactersOf(row: ConversationRow): number {
  switch (row.kind) {
    case "message":
    case "reasoning":
    case "orphan":
      return lengthOf(row.entry.message.content);
    case "call":
      return row.results.reduce(
        (sum, { message }) => sum + lengthOf(message.content),
        row.call.function.arguments.length,
      );
    default:
      return 0;
  }
}

function lengthOf(content: unknown): number {
  if (typeof content === "string") return content.length;
  if (!Array.isArray(content)) return 0;
  return (content as readonly unknown[]).reduce<number>((sum, part) => sum + textLength(part), 0);
}

const textLength = (part: unknown): number =>
  typeof part === "object" && part !== null && "text" in part && typeof part.text === "string" ? part.text.length : 0;
