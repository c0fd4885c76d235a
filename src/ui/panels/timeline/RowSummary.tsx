import type { SummaryPart } from "./summary.ts";

/** The parts of a summary, one after the other. */
export function RowSummary({ parts }: { readonly parts: readonly SummaryPart[] }) {
  return parts.map(({ text, strong }, index) => (
    // The parts of one summary have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <span key={index} data-strong={strong}>
      {text}{" "}
    </span>
  ));
}
