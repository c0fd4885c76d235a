import type { Reading } from "#src/reconstruction/reading.ts";
import { Section } from "#src/ui/panels/event/Section.tsx";
import { PatchExplained } from "./PatchExplained.tsx";
import { useFailedPatch } from "./useFailedPatch.ts";

/** The part of the Event view about a patch that the event carries and that failed. Absent where it worked. */
export function PatchFailureSection({ reading, seq }: { readonly reading: Reading; readonly seq: number }) {
  const failed = useFailedPatch(reading, seq);
  if (!failed) return null;
  return (
    <Section title="Failed patch">
      <PatchExplained key={seq} failed={failed} />
    </Section>
  );
}
