import { useMemo, useState, type ReactNode, type RefObject } from "react";
import type { JsonChange } from "#src/lib/jsonDiff.ts";
import type { InputProblem } from "#src/run/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { Tabs } from "#src/ui/components/Tabs.tsx";
import { JsonDiffEditor } from "#src/ui/editor/JsonDiffEditor.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { ReviewChanges } from "./ReviewChanges.tsx";
import { ReviewProblems } from "./ReviewProblems.tsx";
import styles from "./ReviewSheet.module.css";

interface ReviewSheetProps {
  /** The body as it was built, laid out. */
  readonly built: string;
  readonly text: string;
  readonly problems: readonly InputProblem[];
  readonly changes: readonly JsonChange[];
  readonly sendButton: ReactNode;
  readonly opener: RefObject<HTMLElement | null>;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** The next request in the editor, and beside what it was built as. */
export function ReviewSheet(props: ReviewSheetProps) {
  const { built, text, problems, changes, sendButton, opener, onChange, onSend, onClose } = props;
  const [tab, setTab] = useState("request");
  const marks = useMemo(() => problems.map(({ pointer, message }) => ({ pointer, message })), [problems]);
  const isEdited = text !== built;
  return (
    <Sheet
      title="Next request"
      note={isEdited ? "RunAgentInput, edited: sent as it is" : "RunAgentInput, as it was built"}
      actions={
        <>
          <CopyButton text={text} label="Copy the next request" />
          <Button size="sm" disabled={!isEdited} onClick={() => onChange(built)}>
            As it was built
          </Button>
          {sendButton}
        </>
      }
      closeLabel="Close the editor of the next request"
      className={styles.sheet}
      opener={opener}
      onClose={onClose}
    >
      <Tabs
        label="Next request"
        selected={tab}
        onSelect={setTab}
        items={[
          {
            id: "request",
            title: "Request",
            content: (
              <div className={styles.editor}>
                <JsonEditor
                  label="Next request"
                  schema="RunAgentInput"
                  marks={marks}
                  marksBy="page"
                  value={text}
                  onChange={(typed) => {
                    // Monaco also tells of texts that it was given: only another text is an edit.
                    if (typed !== text) onChange(typed);
                  }}
                  onSubmit={onSend}
                />
              </div>
            ),
          },
          {
            id: "changes",
            title: "Changes",
            badge: changes.length > 0 && <Pill>{changes.length}</Pill>,
            content: isEdited ? (
              <div className={styles.editor}>
                <JsonDiffEditor label="Next request" original={built} modified={text} wraps />
              </div>
            ) : (
              <EmptyState icon="compare" title="Nothing is changed">
                What you change under Request stands here beside the request as it was built.
              </EmptyState>
            ),
          },
        ]}
      />
      <div className={styles.foot}>
        <ReviewProblems problems={problems} />
        <ReviewChanges changes={changes} isEdited={isEdited} />
      </div>
    </Sheet>
  );
}
