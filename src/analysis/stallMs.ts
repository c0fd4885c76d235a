/** Milliseconds without an arrival in the middle of an answer from which on one feels it, unless the user says otherwise. */
export const STALL_MS = 500;
