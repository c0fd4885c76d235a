import { describeFault } from "#src/transport/faults/describeFault.ts";
import type { FaultKind, FaultRule, FaultWhere } from "#src/transport/faults/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { EventTypeField } from "#src/ui/components/EventTypeField.tsx";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { RuleItem } from "#src/ui/components/RuleItem.tsx";
import { FAULT_KIND_INFOS, faultKindInfo, newRule } from "./faultKinds.ts";
import { NumberField } from "./NumberField.tsx";
import styles from "./faults.module.css";

interface FaultRuleCardProps {
  readonly rule: FaultRule;
  /** Its place, from 1. */
  readonly number: number;
  readonly onChange: (rule: FaultRule) => void;
  readonly onDuplicate: () => void;
  readonly onRemove: () => void;
}

/** One rule: what it does, where, and both as a sentence. */
export function FaultRuleCard({ rule, number, onChange, onDuplicate, onRemove }: FaultRuleCardProps) {
  const name = `rule ${number}`;
  const { parameter, isWhole } = faultKindInfo(rule.kind);
  const { where } = rule;
  const place = (change: { readonly [K in keyof FaultWhere]?: FaultWhere[K] | undefined }): void => {
    const kept = Object.entries({ ...where, ...change }).filter(([, value]) => value !== undefined);
    onChange({ ...rule, where: Object.fromEntries(kept) });
  };
  return (
    <RuleItem
      name={name}
      isOn={rule.enabled}
      onSwitch={(enabled) => onChange({ ...rule, enabled })}
      head={
        <>
          <select
            className={controls.field}
            aria-label={`Fault of ${name}`}
            value={rule.kind}
            onChange={({ target }) => onChange(newRule(target.value as FaultKind, rule.id, rule))}
          >
            {FAULT_KIND_INFOS.map(({ kind, title }) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
          {parameter === "ms" && (
            <NumberField
              {...{ label: "", name: "Milliseconds", unit: "ms", of: name, value: rule.ms, least: 0, most: 3_600_000 }}
              onChange={(ms = 0) => onChange({ ...rule, ms })}
            />
          )}
          {parameter === "status" && (
            <NumberField
              {...{ label: "", name: "HTTP status", of: name, value: rule.status, least: 200, most: 599 }}
              onChange={(status = 500) => onChange({ ...rule, status })}
            />
          )}
          {parameter === "contentType" && (
            <input
              className={`${controls.field} ${controls.code} ${styles.text}`}
              aria-label={`Content type of ${name}`}
              spellCheck={false}
              autoComplete="off"
              value={rule.contentType ?? ""}
              onChange={({ target }) => onChange({ ...rule, contentType: target.value.replace(/[^\x20-\x7e]/g, "") })}
            />
          )}
          <span className={styles.actions}>
            <Button variant="ghost" size="sm" icon="copy" aria-label={`Duplicate ${name}`} onClick={onDuplicate} />
            <RemoveButton label={`Remove ${name}`} onRemove={onRemove} />
          </span>
        </>
      }
    >
      {!isWhole && (
        <div className={styles.where}>
          <span className={styles.part}>
            <span>on</span>
            <EventTypeField
              label={`Event type of ${name}`}
              value={where.eventType ?? ""}
              onChange={(eventType) => place({ eventType: eventType === "" ? undefined : eventType })}
            />
          </span>
          <NumberField
            {...{ label: "at most", unit: "×", of: name, value: where.times, least: 1, placeholder: "∞" }}
            mayBeEmpty
            onChange={(times) => place({ times })}
          />
          <NumberField
            {...{ label: "from no.", of: name, value: where.from, least: 1, placeholder: "1", mayBeEmpty: true }}
            onChange={(from) => place({ from })}
          />
          <NumberField
            {...{ label: "every", of: name, value: where.every, least: 1, placeholder: "1", mayBeEmpty: true }}
            onChange={(every) => place({ every })}
          />
          <NumberField
            {...{ label: "chance", unit: "%", of: name, least: 0, most: 100, placeholder: "100", mayBeEmpty: true }}
            value={where.probability === undefined ? undefined : Math.round(where.probability * 100)}
            onChange={(percent) => place({ probability: percent === undefined ? undefined : percent / 100 })}
          />
        </div>
      )}
      <p className={`${styles.sentence} ${rule.enabled ? "" : styles.off}`}>Will {describeFault(rule)}.</p>
    </RuleItem>
  );
}
