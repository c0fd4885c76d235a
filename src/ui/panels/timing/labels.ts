import type { ByteFamily } from "#src/analysis/timing.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";

/** The range of a bucket in one unit: "20–50 ms", "1–2 s". */
export function bucketLabel(from: number, to: number): string {
  const isSeconds = from >= 1000;
  const unit = isSeconds ? "s" : "ms";
  const say = (ms: number): string => formatCount(isSeconds ? ms / 1000 : ms);
  if (to === Infinity) return `${say(from)} ${unit} or more`;
  return from === 0 ? `under ${say(to)} ${unit}` : `${say(from)}–${say(to)} ${unit}`;
}

/** What a part of the bytes is, in words. */
export const familyLabel = (family: ByteFamily): string =>
  family === "comment" ? "comments, no event" : family === "unread" ? "not readable as an event" : family;

/** How many a second, to a figure that means something: "0.8", "12.4", "310". */
export function perSecond(count: number, ms: number): string {
  const rate = (count / ms) * 1000;
  return rate < 100 ? rate.toFixed(1) : rate.toFixed(0);
}

/** An amount of money in the user's currency, if one is named. Small amounts keep the digits that tell them apart. */
export function money(amount: number, currency: string): string {
  const digits = amount > 0 && amount < 1 ? amount.toPrecision(3) : amount.toFixed(2);
  // What is next to nothing would otherwise be written with an exponent.
  const text = digits.includes("e") ? amount.toFixed(9) : digits;
  return currency === "" ? text : `${text} ${currency}`;
}

/** Reads a price as typed, with a point or a comma; undefined for an empty field, `invalid` for what is no price. */
export function readPrice(text: string): number | undefined | "invalid" {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return undefined;
  return /^\d{1,9}(\.\d{0,9})?$/.test(typed) ? Number(typed) : "invalid";
}
