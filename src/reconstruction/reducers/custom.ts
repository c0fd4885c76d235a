/** RAW, CUSTOM and the span events REASONING_START and REASONING_END change nothing that a view shows. */
export function noChange(): void {}
