import { useMemo } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import type { EventSpec } from "#src/protocol/eventTable.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Pill } from "#src/ui/components/Pill.tsx";
import { isContainer, sizeOf } from "#src/ui/panels/state/treeRows.ts";
import { scalarText } from "#src/ui/panels/state/treeKeys.ts";
import { eventFields } from "./eventFields.ts";
import { formatCount } from "./format.ts";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

const SHOWN_TEXT = 300;
/** More unknown fields than anyone reads are counted, and stay in the JSON. */
const SHOWN_FIELDS = 60;

interface FieldsSectionProps {
  readonly json: unknown;
  readonly spec: EventSpec | undefined;
}

/** The fields of the event: value and meaning, what is unknown, and what its type could have carried. */
export function FieldsSection({ json, spec }: FieldsSectionProps) {
  const { present, missing, absent } = useMemo(() => eventFields(json, spec), [json, spec]);
  if (present.length === 0 && missing.length === 0) return null;
  return (
    <Section title="Fields">
      <table className={styles.fields}>
        <tbody>
          {present.slice(0, SHOWN_FIELDS).map(({ name, pointer, value, meaning, known }) => (
            <tr key={pointer}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <code className={styles.fieldValue}>{shortValue(value)}</code>
                <div className={styles.meaning}>{known ? meaning : <Pill tone="warning">unknown in 1.0</Pill>}</div>
              </td>
              <td className={styles.fieldActions}>
                <CopyButton text={pointer} label="Copy path" />
              </td>
            </tr>
          ))}
          {missing.map(({ name, meaning }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td colSpan={2}>
                <Pill tone="error">required, missing</Pill>
                <div className={styles.meaning}>{meaning}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {present.length > SHOWN_FIELDS && (
        <p className={styles.note}>{formatCount(present.length - SHOWN_FIELDS)} more fields: see the JSON.</p>
      )}
      {absent.length > 0 && (
        <p className={styles.note}>
          Not sent:{" "}
          {absent.map(({ name, meaning }, index) => (
            <span key={name}>
              {index > 0 && ", "}
              <code title={meaning}>{name}</code>
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

function shortValue(value: JsonValue): string {
  if (!isContainer(value)) return scalarText(value, SHOWN_TEXT);
  const size = sizeOf(value);
  if (Array.isArray(value)) return size === 0 ? "[]" : `[…] ${formatCount(size)} element${size === 1 ? "" : "s"}`;
  return size === 0 ? "{}" : `{…} ${formatCount(size)} member${size === 1 ? "" : "s"}`;
}
