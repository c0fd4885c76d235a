import { Icon } from "#src/ui/components/Icon.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import styles from "./TimelinePanel.module.css";

/**
 * Opens or closes a fold. The Timeline hears of the press, as rows move under the pointer while a stream runs. By the keyboard the
 * arrows do it, from the row of the cursor.
 */
export function FoldToggle({ isOpen, count }: { readonly isOpen: boolean; readonly count: number }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-toggle=""
      className={styles.toggle}
      aria-expanded={isOpen}
      aria-label={`${isOpen ? "Close" : "Open"} ${plural(count, "delta")}`}
    >
      <Icon name={isOpen ? "chevronDown" : "chevronRight"} size={12} />
    </button>
  );
}
