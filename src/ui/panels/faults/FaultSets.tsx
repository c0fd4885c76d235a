import { useRef, useState } from "react";
import { parseJson } from "#src/lib/json.ts";
import { readFaultPlan } from "#src/transport/faults/readFaultPlan.ts";
import type { FaultPlan } from "#src/transport/faults/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { downloadText } from "#src/ui/components/downloadText.ts";
import { FileInput } from "#src/ui/components/FileInput.tsx";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./faults.module.css";

interface FaultSetsProps {
  readonly plan: FaultPlan;
  readonly onLoad: (plan: FaultPlan) => void;
}

/** Rules under a name, kept in this browser, and the same as a file for `agui-scope record --faults`. */
export function FaultSets({ plan, onLoad }: FaultSetsProps) {
  const sets = useScope((state) => state.faultSets);
  const save = useScope((state) => state.saveFaultSet);
  const remove = useScope((state) => state.deleteFaultSet);
  const notify = useScope((state) => state.notify);
  const [name, setName] = useState("");
  const picker = useRef<HTMLInputElement>(null);
  const named = name.trim();
  const chosen = sets.find((set) => set.name === named);
  const importFile = async (file: File): Promise<void> => {
    const read = readFaultPlan(parseJson(await file.text().catch(() => "")));
    if (read.ok) onLoad(read.value);
    else notify({ severity: "error", text: `“${file.name}” holds no fault rules. ${read.error}` });
  };
  return (
    <div className={styles.sets}>
      {sets.length > 0 && (
        <select
          className={controls.field}
          aria-label="Saved rules"
          value={chosen?.name ?? ""}
          onChange={({ target }) => {
            const set = sets.find((each) => each.name === target.value);
            if (!set) return;
            setName(set.name);
            onLoad(set.plan);
          }}
        >
          <option value="" disabled>
            Load saved rules…
          </option>
          {sets.map((set) => (
            <option key={set.name} value={set.name}>
              {set.name}
            </option>
          ))}
        </select>
      )}
      <input
        className={`${controls.field} ${styles.text}`}
        aria-label="Name for these rules"
        placeholder="name to save as"
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button size="sm" disabled={named === ""} onClick={() => save({ name: named, plan })}>
        {chosen ? "Save over" : "Save rules"}
      </Button>
      {chosen && (
        <Button size="sm" variant="ghost" onClick={() => remove(chosen.name)}>
          Delete
        </Button>
      )}
      <span className={styles.actions}>
        <Button size="sm" variant="ghost" title="Take over rules from a file" onClick={() => picker.current?.click()}>
          Import
        </Button>
        <Button
          size="sm"
          variant="ghost"
          title="Write the rules to a file that agui-scope record --faults reads"
          disabled={plan.rules.length === 0}
          onClick={() => downloadText("faults.json", [`${JSON.stringify(plan, undefined, 2)}\n`], "application/json")}
        >
          Export
        </Button>
      </span>
      <FileInput ref={picker} accept=".json,application/json" onFile={(file) => void importFile(file)} />
    </div>
  );
}
