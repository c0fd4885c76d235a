import { useDeferredValue, useMemo, useState, type RefObject } from "react";
import { codeFor, CODE_CHOICES, type CodeKind } from "#src/run/codegen/codeFor.ts";
import { codeRequest } from "#src/run/codegen/codeRequest.ts";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { Tabs } from "#src/ui/components/Tabs.tsx";
import { useSheetBounds } from "#src/ui/panels/input/useSheetBounds.ts";
import { CodePane } from "./CodePane.tsx";
import type { CodeSubject } from "./types.ts";
import { useCodeSource } from "./useCodeSource.ts";
import styles from "./CodeSheet.module.css";

interface CodeSheetProps {
  readonly subject: CodeSubject;
  /** The button inside the panel that the sheet opens beside. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Code that sends a request once more, in each language that there is a client for. */
export function CodeSheet({ subject, beside, onClose }: CodeSheetProps) {
  const [kind, setKind] = useState<CodeKind>("curl");
  const source = useDeferredValue(useCodeSource(subject));
  const request = useMemo(() => (source.ok ? codeRequest(source.value) : source), [source]);
  const code = useMemo(() => (request.ok ? codeFor(kind, request.value) : request), [kind, request]);
  const bounds = useSheetBounds(beside);
  const variables = request.ok ? request.value.variables : [];
  return (
    <Sheet
      title="Code for this request"
      note={subject.kind === "next" ? "what would be sent now" : `request ${subject.number} of this recording`}
      closeLabel="Close the code"
      className={styles.sheet}
      style={bounds}
      initialFocus='[role="tab"][aria-selected="true"]'
      opener={beside}
      onClose={onClose}
    >
      <Tabs
        label="Languages"
        items={CODE_CHOICES.map(({ kind: id, label }) => ({
          id,
          title: label,
          content: <CodePane kind={id} code={code} variables={variables} />,
        }))}
        selected={kind}
        onSelect={(id) => setKind(CODE_CHOICES.find((choice) => choice.kind === id)?.kind ?? "curl")}
      />
    </Sheet>
  );
}
