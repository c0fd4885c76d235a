import { findRule } from "#src/protocol/lint/catalog.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import styles from "./ProblemsPanel.module.css";

interface RuleBarProps {
  /** The only rule whose problems are listed. */
  readonly id: string;
  readonly count: number;
  readonly onClose: () => void;
}

/** One rule of the catalogue, while its problems alone are listed. */
export function RuleBar({ id, count, onClose }: RuleBarProps) {
  const rule = findRule(id);
  return (
    <div className={styles.ruleBar} role="group" aria-label="Rule shown">
      <p className={styles.ruleText}>
        <b>{rule?.title ?? id}</b> <code>{id}</code>
        <span>{plural(count, "problem")}</span>
        {rule?.specUrl !== undefined && (
          <a href={rule.specUrl} target="_blank" rel="noopener noreferrer">
            Specification
          </a>
        )}
      </p>
      <Button size="sm" onClick={onClose}>
        Show all rules
      </Button>
    </div>
  );
}
