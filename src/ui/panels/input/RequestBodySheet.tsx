import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type RefObject } from "react";
import { prettyBody } from "#src/run/runInput.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { JsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { RequestProblems } from "./RequestProblems.tsx";
import { panelOf, sheetBounds } from "./sheetBounds.ts";
import { useAgentIssues } from "./useAgentIssues.ts";
import type { NextRequest } from "./useNextRequest.ts";
import styles from "./RequestBodySheet.module.css";

interface RequestBodySheetProps {
  readonly request: NextRequest;
  /** Something inside the panel that the sheet opens beside. */
  readonly beside: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/**
 * The whole RunAgentInput in the editor, over the middle of the window. It is a popover and no modal: the rest stays in use,
 * and the top layer spares it the clipping of the panels around it.
 */
export function RequestBodySheet({ request, beside, onClose }: RequestBodySheetProps) {
  const store = useScopeStore();
  const title = useId();
  const sheet = useRef<HTMLDivElement>(null);
  const bodyText = useScope((state) => state.draft.bodyText);
  const [bounds, setBounds] = useState<ReturnType<typeof sheetBounds>>();
  useLayoutEffect(() => {
    const place = (): void => setBounds(sheetBounds(beside.current));
    place();
    sheet.current?.showPopover();
    // The panel's size follows the window and the handle beside it.
    const observer = new ResizeObserver(place);
    if (beside.current) observer.observe(panelOf(beside.current));
    return () => observer.disconnect();
  }, [beside]);
  useEffect(() => {
    const element = sheet.current;
    // Monaco takes the Escape that closes one of its own widgets; any other closes the sheet and must not stop a run as well.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.stopPropagation();
      onClose();
    };
    element?.addEventListener("keydown", onKeyDown);
    return () => element?.removeEventListener("keydown", onKeyDown);
  }, [onClose]);
  const made = useMemo(() => prettyBody(request.body), [request.body]);
  const shown = bodyText ?? made;
  const marks = useAgentIssues();
  const isJson = !request.problems.some(({ pointer }) => pointer === "");
  return (
    <div ref={sheet} popover="manual" role="dialog" aria-labelledby={title} className={styles.sheet} style={bounds}>
      <header className={styles.head}>
        <h2 id={title} className={styles.title}>
          Request body
        </h2>
        <span className={styles.note}>
          {bodyText === undefined ? "RunAgentInput, made from the fields" : "RunAgentInput, edited: sent as it is"}
        </span>
        <span className={styles.actions}>
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
          <Button size="sm" variant="ghost" icon="close" aria-label="Close the request body" onClick={onClose} />
        </span>
      </header>
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
    </div>
  );
}
