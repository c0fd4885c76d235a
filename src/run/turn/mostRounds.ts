/** How many requests a loop makes itself unless it is told otherwise. */
export const MOST_ROUNDS = 25;

/** The most that can be asked for. */
export const ROUNDS_LIMIT = 1_000;

/** Whether a value can be a cap on rounds: a whole number from 1 to `ROUNDS_LIMIT`. */
export const isRounds = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= ROUNDS_LIMIT;
