import { Suspense, useRef, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import type { CodeSubject } from "./types.ts";

const sheet = preloaded(async () => (await import("./CodeSheet.tsx")).CodeSheet);

interface CodeButtonProps {
  readonly subject: CodeSubject;
  /** Stands in a line of a heading, where everything is quiet. */
  readonly quiet?: boolean;
}

/** Opens the code that sends a request from somewhere else. */
export function CodeButton({ subject, quiet = false }: CodeButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={opener}
        size="sm"
        variant={quiet ? "ghost" : "plain"}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void sheet.preload()}
        onFocus={() => void sheet.preload()}
        onClick={() => setOpen(!isOpen)}
      >
        Code for this request
      </Button>
      {isOpen && (
        <Suspense>
          <sheet.Component subject={subject} beside={opener} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
