/** A format of JSON Schema that is plain from a text itself. */
type PlainFormat = "date" | "date-time" | "email" | "uri";

/** The format that all the texts plainly have, or undefined: none at all, or not the same one. Strict, so that any validator agrees. */
export function formatOf(texts: readonly string[]): PlainFormat | undefined {
  if (texts.length === 0) return undefined;
  return FORMATS.find(([, test]) => texts.every((text) => text.length <= LONGEST && test(text)))?.[0];
}

const LONGEST = 2000;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
const EMAIL_NAME = /^[a-z\d_+-]+(?:\.[a-z\d_+-]+)*$/i;
const HOST_LABEL = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i;
const WEB_ADDRESS =
  /^https?:\/\/([a-z\d.-]+)(?::\d{1,5})?(?:\/(?:[\w\-.~!$&'()*+,;=:@/]|%[\da-f]{2})*)?(?:\?(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?(?:#(?:[\w\-.~!$&'()*+,;=:@/?]|%[\da-f]{2})*)?$/i;

const FORMATS: readonly (readonly [PlainFormat, (text: string) => boolean])[] = [
  ["date", isDate],
  ["date-time", (text) => text[10] === "T" && isDate(text.slice(0, 10)) && TIME.test(text.slice(11))],
  ["email", isEmail],
  ["uri", (text) => isHost(WEB_ADDRESS.exec(text)?.[1] ?? "", 1)],
];

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  // A day that the month has not is one of another month.
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
}

function isEmail(text: string): boolean {
  const at = text.indexOf("@");
  return at > 0 && at <= 64 && EMAIL_NAME.test(text.slice(0, at)) && isHost(text.slice(at + 1), 2);
}

function isHost(text: string, leastLabels: number): boolean {
  const labels = text.split(".");
  return labels.length >= leastLabels && text.length <= 253 && labels.every((label) => HOST_LABEL.test(label));
}
