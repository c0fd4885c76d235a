import { useId, useState, type KeyboardEvent } from "react";
import { urlAttachment } from "#src/run/multimodal/attachmentOf.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { useScopeStore } from "#src/ui/useScope.ts";
import { attach } from "./attachFiles.ts";
import styles from "./attachments.module.css";

/** Attaches what is at an address. The agent fetches it, and the page does not. */
export function AttachmentAddress() {
  const store = useScopeStore();
  const [address, setAddress] = useState("");
  const [problem, setProblem] = useState("");
  const problemId = useId();
  const add = (): void => {
    const made = urlAttachment(address);
    setProblem(made.ok ? "" : made.error);
    if (!made.ok) return;
    attach(store, made.value);
    setAddress("");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // With Ctrl or ⌘ it runs, as everywhere.
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add();
  };
  return (
    <>
      <div>
        <input
          className={`${controls.field} ${controls.code} ${styles.address}`}
          aria-label="Address of an attachment"
          aria-invalid={problem !== ""}
          aria-describedby={problem === "" ? undefined : problemId}
          placeholder="https://…/photo.png"
          spellCheck={false}
          autoComplete="off"
          value={address}
          onChange={({ target }) => {
            setAddress(target.value);
            setProblem("");
          }}
          onKeyDown={onKeyDown}
        />
        <Button size="sm" disabled={address.trim() === ""} onClick={add}>
          Attach it
        </Button>
      </div>
      {problem !== "" && (
        <p id={problemId} role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
    </>
  );
}
