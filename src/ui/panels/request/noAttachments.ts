import type { Attachment } from "#src/run/multimodal/types.ts";

/** The same list each time, so that nothing is drawn again for it. */
export const NO_ATTACHMENTS: readonly Attachment[] = [];
