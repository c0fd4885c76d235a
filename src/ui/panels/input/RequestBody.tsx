import { Suspense, useRef } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { preloadJsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { CodeButton } from "#src/ui/panels/code/CodeButton.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { FieldGroup } from "./Field.tsx";
import type { NextRequest } from "./useNextRequest.ts";
import styles from "./fields.module.css";

const sheet = preloaded(async () => (await import("./RequestBodySheet.tsx")).RequestBodySheet);

function preloadSheet(): void {
  preloadJsonEditor();
  void sheet.preload();
}

interface RequestBodyProps {
  readonly request: NextRequest;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The whole RunAgentInput: how large it is, whether it was edited by hand, and the way to its editor. */
export function RequestBody({ request, isOpen, onOpen }: RequestBodyProps) {
  const store = useScopeStore();
  const opener = useRef<HTMLButtonElement>(null);
  const isEdited = useScope((state) => state.draft.bodyText !== undefined);
  return (
    <FieldGroup label="Request body" aside={plural(request.body.length, "character")}>
      {isEdited && (
        <p className={styles.note}>Edited as JSON: it is sent as it is, and the fields above are not used.</p>
      )}
      <div className={styles.chips}>
        <Button
          ref={opener}
          size="sm"
          aria-expanded={isOpen}
          onPointerEnter={preloadSheet}
          onFocus={preloadSheet}
          onClick={() => onOpen(true)}
        >
          Edit as JSON
        </Button>
        {isEdited && (
          <Button size="sm" variant="ghost" onClick={() => store.getState().editDraft({ bodyText: undefined })}>
            Reset to fields
          </Button>
        )}
        <CodeButton subject={{ kind: "next", body: request.body }} />
      </div>
      {isOpen && (
        <Suspense>
          <sheet.Component request={request} beside={opener} onClose={() => onOpen(false)} />
        </Suspense>
      )}
    </FieldGroup>
  );
}
