import { useId, useState, type ReactNode } from "react";
import { Icon } from "#src/ui/components/Icon.tsx";
import styles from "./EventPanel.module.css";

interface SectionProps {
  readonly title: string;
  /** Buttons at the end of the heading. */
  readonly actions?: ReactNode;
  readonly startsClosed?: boolean;
  readonly children: ReactNode;
}

/** A part of the Event view under a heading that folds it. */
export function Section({ title, actions, startsClosed = false, children }: SectionProps) {
  const [open, setOpen] = useState(!startsClosed);
  const id = useId();
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.sectionHead}>
        <h3>
          <button
            type="button"
            className={styles.sectionTitle}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            <Icon name={open ? "chevronDown" : "chevronRight"} size={10} />
            {title}
          </button>
        </h3>
        {actions}
      </div>
      <div id={id} hidden={!open}>
        {open && children}
      </div>
    </section>
  );
}
