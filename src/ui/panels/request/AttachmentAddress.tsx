import { useId, useState, type KeyboardEvent } from "react";
import { handleAttachment, urlAttachment } from "#src/run/multimodal/attachmentOf.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { useScopeStore } from "#src/ui/useScope.ts";
import { attach } from "./attachFiles.ts";
import styles from "./attachments.module.css";

const NOTHING = { where: "", type: "", provider: "" };

/** Attaches what is at an address, or under a provider's handle. The agent fetches it, and the page does not. */
export function AttachmentAddress() {
  const store = useScopeStore();
  const [source, setSource] = useState<"url" | "file">("url");
  const [entered, setEntered] = useState(NOTHING);
  const [problem, setProblem] = useState("");
  const problemId = useId();
  const { where, type, provider } = entered;
  const edit = (part: Partial<typeof NOTHING>): void => {
    setEntered({ ...entered, ...part });
    setProblem("");
  };
  const add = (): void => {
    const made = source === "url" ? urlAttachment(where, type) : handleAttachment(where, type, provider.trim());
    setProblem(made.ok ? "" : made.error);
    if (!made.ok) return;
    attach(store, made.value);
    setEntered(NOTHING);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // With Ctrl or ⌘ it runs, as everywhere.
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    add();
  };
  const code = { spellCheck: false, autoComplete: "off", onKeyDown } as const;
  return (
    <>
      <div>
        <select
          className={controls.field}
          aria-label="Where the attachment is"
          value={source}
          onChange={({ target }) => setSource(target.value === "file" ? "file" : "url")}
        >
          <option value="url">at an address</option>
          <option value="file">with a provider</option>
        </select>
        <input
          {...code}
          className={`${controls.field} ${controls.code} ${styles.address}`}
          aria-label={source === "url" ? "Address of an attachment" : "Handle of an attachment"}
          aria-invalid={problem !== ""}
          aria-describedby={problem === "" ? undefined : problemId}
          placeholder={source === "url" ? "https://…/photo.png" : "file-abc123"}
          value={where}
          onChange={({ target }) => edit({ where: target.value })}
        />
      </div>
      <div>
        <input
          {...code}
          className={`${controls.field} ${controls.code} ${styles.address}`}
          aria-label="Media type of an attachment"
          placeholder={source === "url" ? "type, by its ending" : "image/png"}
          value={type}
          onChange={({ target }) => edit({ type: target.value })}
        />
        {source === "file" && (
          <input
            {...code}
            className={`${controls.field} ${controls.code} ${styles.address}`}
            aria-label="Provider of an attachment"
            placeholder="provider"
            value={provider}
            onChange={({ target }) => edit({ provider: target.value })}
          />
        )}
        <Button size="sm" disabled={where.trim() === ""} onClick={add}>
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
