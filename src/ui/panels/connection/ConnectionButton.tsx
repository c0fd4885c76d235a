import { Suspense, useRef, useState } from "react";
import { connectionOf, connectionWords } from "#src/store/connection.ts";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./ConnectionButton.module.css";

const sheet = preloaded(async () => (await import("./ConnectionSheet.tsx")).ConnectionSheet);

const WHY = {
  choice: "As you chose it for this endpoint",
  rule: "As it is done unless you choose otherwise",
  faults: "Faults are to be injected, which only the relay can",
} as const;

/** Says how the next run travels, and opens the sheet where that is chosen. */
export function ConnectionButton() {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const words = useScope((state) => connectionWords(connectionOf(state)));
  const why = useScope((state) => connectionOf(state).because);
  const close = (): void => setOpen(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={`Connection: ${words}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={`${WHY[why]}. Press to change it.`}
        onPointerEnter={() => void sheet.preload()}
        onFocus={() => void sheet.preload()}
        onClick={() => setOpen(!isOpen)}
      >
        {why === "faults" && <span className={styles.faults}>faults · </span>}
        {words}
      </button>
      {isOpen && (
        <Suspense>
          <sheet.Component below={button} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
