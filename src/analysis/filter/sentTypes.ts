import type { EventFamily } from "#src/protocol/events.ts";
import { eventSpec } from "#src/protocol/eventTable.ts";
import { familyOfType } from "#src/protocol/familyOfType.ts";
import type { Reading } from "#src/reconstruction/reading.ts";

/** What the frames of a recording are called: the type as sent, also of those that are no usable event. Decodes only where it must. */
export class SentTypes {
  private findings = 0;
  /** Retired events were sent: then a reasoning event may have come under another name. */
  private retired = false;

  constructor(private readonly reading: Reading) {}

  /** The type of frame `seq` as sent; undefined where it has none. */
  at(seq: number): string | undefined {
    const type = this.reading.typeAt(seq);
    if (type !== undefined && !(this.hasRetired() && type.startsWith("REASONING"))) return type;
    return this.reading.decodedAt(seq).wireType;
  }

  /** The family of frame `seq`; `other` for what is no event. */
  familyAt(seq: number): EventFamily {
    const type = this.reading.typeAt(seq);
    return type === undefined ? familyOfType(this.reading.decodedAt(seq).wireType) : eventSpec(type).family;
  }

  private hasRetired(): boolean {
    const { findings } = this.reading;
    for (; !this.retired && this.findings < findings.length; this.findings++)
      this.retired = findings[this.findings]?.rule === "compat/thinking-events";
    return this.retired;
  }
}
