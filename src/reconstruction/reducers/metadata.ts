type Metadata = Record<string, unknown>;

/** A message or tool call with an event's metadata folded in: key by key, the last one wins, nothing deeper is merged. */
export function mergeMetadata<T extends { metadata?: Metadata }>(target: T, metadata: Metadata | undefined): T {
  return metadata === undefined ? target : { ...target, metadata: { ...target.metadata, ...metadata } };
}
