import { stringifyJson } from "#src/lib/stringifyJson.ts";

/** The JSON text of each message that was written before; messages are never changed, so it holds as long as the message itself. */
const written = new WeakMap<object, string>();

/**
 * The JSON array of these messages. Each message is written once in its life: the history of a thread goes out again with every run, and its
 * text is asked for with every key typed into the next message.
 */
export function messagesText(messages: readonly object[]): string {
  // Joined by `+`, which copies nothing until somebody reads the text.
  let text = "[";
  for (const [index, message] of messages.entries()) {
    if (index > 0) text += ",";
    text += messageText(message);
  }
  return `${text}]`;
}

function messageText(message: object): string {
  const known = written.get(message);
  if (known !== undefined) return known;
  const text = stringifyJson(message);
  written.set(message, text);
  return text;
}
