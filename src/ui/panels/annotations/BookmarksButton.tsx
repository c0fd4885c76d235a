import { Suspense, useRef, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import styles from "./annotations.module.css";

const sheet = preloaded(async () => (await import("./BookmarksSheet.tsx")).BookmarksSheet);

/** Opens the list of bookmarks and notes, and says how many there are. */
export function BookmarksButton() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useScope((state) => state.annotationsRevision);
  const count = useReading().annotations.list.length;
  return (
    <>
      <Button
        ref={button}
        size="sm"
        variant="ghost"
        icon={count > 0 ? "bookmarked" : "bookmark"}
        aria-label={count > 0 ? `Bookmarks: ${count}` : "Bookmarks"}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className={styles.open}
        onPointerEnter={() => void sheet.preload()}
        onFocus={() => void sheet.preload()}
        onClick={() => setOpen(!isOpen)}
      >
        {count > 0 && <span className={styles.count}>{count < 1000 ? count : "999+"}</span>}
      </Button>
      {isOpen && (
        <Suspense>
          <sheet.Component above={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
