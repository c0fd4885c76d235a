import { useRef, type ReactNode, type Ref } from "react";
import { useLeavesFocusToEvents } from "#src/ui/components/eventList.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import styles from "./WaitingStrip.module.css";

interface StripProps {
  /** Accessible name. */
  readonly label: string;
  readonly title: ReactNode;
  /** Takes the focus when a key leads here; left out where it is not needed after that. */
  readonly titleRef?: Ref<HTMLHeadingElement>;
  /** After the title. */
  readonly aside?: ReactNode;
  /** What went wrong, in a sentence; empty for nothing. */
  readonly problem: string;
  readonly children: ReactNode;
}

/** What stands below the conversation while something waits for the user. */
export function Strip({ label, title, titleRef, aside, problem, children }: StripProps) {
  const strip = useRef<HTMLElement>(null);
  useLeavesFocusToEvents(strip);
  return (
    <section ref={strip} className={styles.strip} aria-label={label}>
      <div className={styles.head}>
        <Icon name="alert" />
        <h3 ref={titleRef} tabIndex={-1} data-waiting className={styles.title}>
          {title}
        </h3>
        {aside}
      </div>
      {problem !== "" && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {children}
    </section>
  );
}
