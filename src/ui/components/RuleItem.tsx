import type { ReactNode, Ref } from "react";
import controls from "./controls.module.css";
import styles from "./RuleItem.module.css";

interface RuleItemProps {
  /** "rule 2". */
  readonly name: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
  /** Beside the box that switches it. */
  readonly head: ReactNode;
  /** Below, under the head. */
  readonly children: ReactNode;
}

/** One of several rules that can be switched off. */
export function RuleItem({ name, isOn, onSwitch, head, children }: RuleItemProps) {
  return (
    <li className={styles.rule} data-off={!isOn || undefined}>
      <div className={styles.head}>
        <input
          type="checkbox"
          className={controls.tick}
          aria-label={`Use ${name}`}
          checked={isOn}
          onChange={({ target }) => onSwitch(target.checked)}
        />
        {head}
      </div>
      {children}
    </li>
  );
}

interface RuleListProps {
  readonly ref?: Ref<HTMLOListElement>;
  /** Accessible name. */
  readonly label: string;
  /** Each a `RuleItem`. */
  readonly children: ReactNode;
}

/** Rules in their order. */
export function RuleList({ ref, label, children }: RuleListProps) {
  return (
    <ol ref={ref} className={styles.rules} aria-label={label}>
      {children}
    </ol>
  );
}
