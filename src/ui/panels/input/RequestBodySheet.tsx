import { useMemo, type RefObject } from "react";
import { prettyBody } from "#src/run/runInput.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { RequestProblems } from "./RequestProblems.tsx";
import { useAgentIssues } from "./useAgentIssues.ts";
import type { NextRequest } from "./useNextRequest.ts";
import { useSheetBounds } from "./useSheetBounds.ts";
import styles from "./RequestBodySheet.module.css";

interface RequestBodySheetProps {
  readonly request: NextRequest;
  /** The button inside the panel that the sheet opens beside. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The whole RunAgentInput in the editor, over the middle of the window. */
export function RequestBodySheet({ request, beside, onClose }: RequestBodySheetProps) {
  const store = useScopeStore();
  const bodyText = useScope((state) => state.draft.bodyText);
  const bounds = useSheetBounds(beside);
  const made = useMemo(() => prettyBody(request.body), [request.body]);
  const shown = bodyText ?? made;
  const marks = useAgentIssues();
  const isJson = !request.problems.some(({ pointer }) => pointer === "");
  return (
    <Sheet
      title="Request body"
      note={bodyText === undefined ? "RunAgentInput, made from the fields" : "RunAgentInput, edited: sent as it is"}
      actions={
        <>
          <CopyButton text={shown} label="Copy the request body" />
          <Button
            size="sm"
            disabled={bodyText === undefined}
            onClick={() => store.getState().editDraft({ bodyText: undefined })}
          >
            Reset to fields
          </Button>
          <Button
            size="sm"
            disabled={bodyText === undefined || !isJson}
            onClick={() => store.getState().editDraft({ bodyText: prettyBody(shown) })}
          >
            Format
          </Button>
        </>
      }
      closeLabel="Close the request body"
      className={styles.sheet}
      style={bounds}
      opener={beside}
      onClose={onClose}
    >
      <div className={styles.editor}>
        <JsonEditor
          label="Request body"
          schema="RunAgentInput"
          marks={marks}
          value={shown}
          onChange={(text) => {
            // Monaco also tells of texts that it was given: only another text is an edit.
            if (text !== shown) store.getState().editDraft({ bodyText: text });
          }}
          onSubmit={() => void store.getState().run()}
        />
      </div>
      <RequestProblems problems={request.problems} />
    </Sheet>
  );
}
