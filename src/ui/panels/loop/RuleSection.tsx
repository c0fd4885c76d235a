import { useRef, useState } from "react";
import type { AutoRule } from "#src/run/turn/autoRules.ts";
import { keptRules, readRuleFile, writeRuleFile } from "#src/run/turn/ruleFile.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import { downloadText } from "#src/ui/components/downloadText.ts";
import { FileInput } from "#src/ui/components/FileInput.tsx";
import { RuleList } from "#src/ui/components/RuleItem.tsx";
import { SheetNote, SheetSection } from "#src/ui/panels/connection/SheetSection.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { RuleCard } from "./RuleCard.tsx";
import styles from "./loop.module.css";

/** What is answered without asking. */
export function RuleSection() {
  const store = useScopeStore();
  const rules = useScope((state) => keptRules(state.loop.rules));
  const forDoubts = useScope((state) => state.loop.rulesForDoubts);
  const [problem, setProblem] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const change = (edited: readonly AutoRule[]): void => store.getState().changeLoop({ rules: edited });
  const move = (from: number, to: number): void => {
    const moved = [...rules];
    moved.splice(to, 0, ...moved.splice(from, 1));
    change(moved);
  };
  const take = async (chosen: File): Promise<void> => {
    const read = readRuleFile(await chosen.text());
    setProblem(read.ok ? "" : `“${chosen.name}” was not taken. ${read.error}`);
    if (read.ok) change([...rules, ...read.value.map((rule) => ({ ...rule, id: crypto.randomUUID() }))]);
  };
  return (
    <SheetSection title="Automatic rules">
      <SheetNote>
        They answer after mock tools and before you are asked. The first rule that matches holds; it stands in the log.
      </SheetNote>
      {rules.length > 0 && (
        <RuleList ref={list} label="Automatic rules">
          {rules.map((rule, at) => (
            <RuleCard
              key={rule.id}
              rule={rule}
              number={at + 1}
              onChange={(edited) => change(rules.map((each) => (each.id === rule.id ? edited : each)))}
              onEarlier={at > 0 ? () => move(at, at - 1) : undefined}
              onRemove={() => change(rules.filter(({ id }) => id !== rule.id))}
            />
          ))}
        </RuleList>
      )}
      <div className={styles.line}>
        <Button
          size="sm"
          icon="plus"
          onClick={() => {
            change([...rules, { id: crypto.randomUUID(), enabled: true, match: "*", do: { kind: "approve" } }]);
            // The new card is there after the next paint.
            requestAnimationFrame(() =>
              list.current?.lastElementChild?.querySelector<HTMLInputElement>("[data-match]")?.select(),
            );
          }}
        >
          New rule
        </Button>
        <Button size="sm" icon="open" onClick={() => file.current?.click()}>
          Import rules
        </Button>
        <Button
          size="sm"
          icon="save"
          disabled={rules.length === 0}
          title="As the rules of an answers file of agui-scope run"
          onClick={() => downloadText("rules.json", [writeRuleFile(rules)], "application/json")}
        >
          Export rules
        </Button>
        <FileInput ref={file} accept=".json,application/json" onFile={(chosen) => void take(chosen)} />
      </div>
      {problem !== "" && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <CheckField checked={forDoubts} onChange={(on) => store.getState().changeLoop({ rulesForDoubts: on })}>
        Rules also answer what may be no question
      </CheckField>
    </SheetSection>
  );
}
