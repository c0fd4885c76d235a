import { useRef, type ChangeEvent } from "react";
import { attachmentWarnings } from "#src/run/multimodal/attachmentWords.ts";
import type { PartForm } from "#src/run/multimodal/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import controls from "#src/ui/components/controls.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { AttachmentAddress } from "./AttachmentAddress.tsx";
import { AttachmentChip } from "./AttachmentChip.tsx";
import { attachFiles } from "./attachFiles.ts";
import { NO_ATTACHMENTS } from "./noAttachments.ts";
import styles from "./attachments.module.css";

const FORMS: readonly { readonly form: PartForm; readonly label: string }[] = [
  { form: "1.0", label: "as 1.0 parts" },
  { form: "legacy", label: "as binary parts" },
];

/** What goes along with the next message, and the ways to add more. */
export function AttachmentsGroup({ takesFocus }: { readonly takesFocus: boolean }) {
  const store = useScopeStore();
  const attachments = useScope((state) => state.draft.attachments) ?? NO_ATTACHMENTS;
  const form = useScope((state) => state.draft.partForm) ?? "1.0";
  const chooser = useRef<HTMLInputElement>(null);
  const onChosen = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const files = [...(target.files ?? [])];
    // The same file can be chosen again.
    target.value = "";
    void attachFiles(store, files);
  };
  const remove = (place: number): void => {
    store.getState().editDraft({ attachments: attachments.filter((_, index) => index !== place) });
  };
  const warnings = attachments.length > 0 ? attachmentWarnings(attachments, form) : [];
  return (
    <div className={styles.group} role="group" aria-label="Attachments">
      {attachments.length > 0 && (
        <ul className={styles.chips} aria-label="Attached">
          {attachments.map((attachment, index) => (
            // Nothing else tells two equal ones apart.
            <AttachmentChip key={index} attachment={attachment} onRemove={() => remove(index)} />
          ))}
        </ul>
      )}
      <div className={styles.ways}>
        <Button
          size="sm"
          icon="file"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={takesFocus}
          onClick={() => chooser.current?.click()}
        >
          Choose files
        </Button>
        <input ref={chooser} type="file" multiple hidden onChange={onChosen} />
        <AttachmentAddress />
      </div>
      {attachments.length > 0 && (
        <label className={styles.form}>
          <span className={styles.note}>sent</span>
          <select
            className={controls.field}
            aria-label="Form of the attachments"
            value={form}
            onChange={({ target }) =>
              store.getState().editDraft({ partForm: target.value === "legacy" ? "legacy" : "1.0" })
            }
          >
            {FORMS.map((each) => (
              <option key={each.form} value={each.form}>
                {each.label}
              </option>
            ))}
          </select>
        </label>
      )}
      <div role="status" className={styles.warnings}>
        {warnings.map((warning) => (
          <p key={warning} className={styles.warning}>
            <Icon name="alert" size={12} />
            <span>{warning}</span>
          </p>
        ))}
      </div>
    </div>
  );
}
