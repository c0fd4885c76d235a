/** The kinds of media parts that AG-UI 1.0 knows. */
export type MediaKind = "image" | "audio" | "video" | "document";

/** Where the bytes of an attachment are. */
type AttachmentSource =
  /** In the message itself; `bytes` is their number before base64 made them a third more. */
  | { readonly kind: "data"; readonly base64: string; readonly bytes: number }
  /** At an http or https address, which is for the agent to fetch and never fetched here. */
  | { readonly kind: "url"; readonly url: string }
  /** With a provider, under a handle that only the provider can read. */
  | { readonly kind: "file"; readonly handle: string; readonly provider?: string };

/** One thing beside the text of a message that is being written. */
export interface Attachment {
  readonly kind: MediaKind;
  /** The name of the file or the last part of the address; may be empty. */
  readonly name: string;
  /** Empty where nobody knows. */
  readonly mimeType: string;
  readonly source: AttachmentSource;
}

/** How media parts are written: as AG-UI 1.0 has them, or as the `binary` part from before. */
export type PartForm = "1.0" | "legacy";
