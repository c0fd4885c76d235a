import { attachmentLabel } from "#src/run/multimodal/attachmentWords.ts";
import type { Attachment } from "#src/run/multimodal/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import styles from "./attachments.module.css";

interface AttachmentChipProps {
  readonly attachment: Attachment;
  readonly onRemove: () => void;
}

/** One attachment: its kind, name, type and size in words. It is never drawn from its address, which would fetch it. */
export function AttachmentChip({ attachment, onRemove }: AttachmentChipProps) {
  const { name, kind, source } = attachment;
  return (
    <li className={styles.chip}>
      <Icon name={source.kind === "data" ? "file" : "link"} size={12} />
      <span className={styles.what} title={attachmentLabel(attachment)}>
        {name !== "" && <span className={styles.name}>{name} </span>}
        <span className={styles.facts}>{attachmentLabel({ ...attachment, name: "" })}</span>
      </span>
      <Button
        size="sm"
        variant="ghost"
        icon="close"
        aria-label={`Remove ${name || `the ${kind}`}`}
        onClick={onRemove}
      />
    </li>
  );
}
