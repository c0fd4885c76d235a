import { useMemo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { JsonDiffEditor } from "#src/ui/editor/JsonDiffEditor.tsx";

interface SideBySideProps {
  /** Accessible name. */
  readonly label: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** Two values as JSON side by side. Fills its container. Each text is made once for its value: a state may be large. */
export function SideBySide({ label, before, after }: SideBySideProps) {
  const original = useMemo(() => stringifyJson(before, 2), [before]);
  const modified = useMemo(() => stringifyJson(after, 2), [after]);
  return <JsonDiffEditor label={label} original={original} modified={modified} />;
}
