/** How much a finding matters: `error`, some official client fails or the specification forbids it; `warning`, data is lost or some client misbehaves; `info`, worth knowing. */
export type Severity = "error" | "warning" | "info";

/** Which layer found it. */
export type FindingSource = "transport" | "decode" | "lint" | "reconstruction";

/** One rule, as data. Ids are `family/problem` and are never renamed or reused. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  /** A short noun phrase, shown as the heading of its findings. */
  readonly title: string;
  /** What the official client 1.0 does about it: one sentence. */
  readonly client: string;
  /** The section of the specification, or undefined where the specification says nothing. */
  readonly specUrl: string | undefined;
}

/** One place where a stream differs from what was expected. */
export interface Finding {
  /** The id of a rule in the catalogue. */
  readonly rule: string;
  readonly severity: Severity;
  readonly source: FindingSource;
  /** The frame it is about; 0 for something that happened before any frame of the recording. */
  readonly seq: number;
  /** JSON Pointer (RFC 6901) into the event, where one place is to blame. */
  readonly pointer?: string;
  /** One sentence: what was found and where. */
  readonly message: string;
  /** What was expected, in words or JSON. */
  readonly expected?: string;
  /** What was found instead, in words or JSON. */
  readonly found?: string;
  /** An earlier frame that explains it: the opener, the first use of an id. */
  readonly relatedSeq?: number;
}
