import { useReading, useScope } from "#src/ui/useScope.ts";

/** The bookmark and note of event `seq`; undefined where there is none. */
export function useAnnotation(seq: number): { readonly note: string } | undefined {
  useScope((state) => state.annotationsRevision);
  return useReading().annotations.at(seq);
}
