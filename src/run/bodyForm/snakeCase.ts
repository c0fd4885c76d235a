/** The name of a field as Python backends write it: `tool_call_id` for `toolCallId`. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
