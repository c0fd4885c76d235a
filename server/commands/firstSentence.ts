/** The first sentence of an error: Node explains a wrong argument in several lines, and the first says what is wrong. */
export function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${(text.split(/\.\s/)[0] ?? text).replace(/\.$/, "")}.`;
}
