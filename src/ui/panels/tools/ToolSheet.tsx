import { useCallback, useDeferredValue, useMemo, useState, type RefObject } from "react";
import type { ScriptError } from "#src/tools/sandbox/types.ts";
import { toolProblems } from "#src/tools/toolProblems.ts";
import type { AnswerPlan, MockTool } from "#src/tools/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { CheckField } from "#src/ui/components/CheckField.tsx";
import controls from "#src/ui/components/controls.module.css";
import { Pill } from "#src/ui/components/Pill.tsx";
import { Sheet } from "#src/ui/components/Sheet.tsx";
import { Tabs } from "#src/ui/components/Tabs.tsx";
import type { CodeMark } from "#src/ui/editor/CodeEditor.tsx";
import { useSheetBounds } from "#src/ui/panels/input/useSheetBounds.ts";
import { useScopeStore } from "#src/ui/useScope.ts";
import { PlanFields } from "./PlanFields.tsx";
import { planInShort, takesTime } from "./planKinds.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";
import { SchemaField } from "./SchemaField.tsx";
import { TryTool } from "./TryTool.tsx";
import { useTryOut } from "./useTryOut.ts";
import styles from "./tools.module.css";

interface ToolSheetProps {
  readonly tool: MockTool;
  readonly others: readonly MockTool[];
  /** The button inside the panel that the sheet opens beside. */
  readonly beside: RefObject<HTMLElement | null>;
}

/** One tool: what the agent is told of it, and how its calls are answered. Every change counts at once. */
export function ToolSheet({ tool, others, beside }: ToolSheetProps) {
  const store = useScopeStore();
  const bounds = useSheetBounds(beside);
  const [tab, setTab] = useState("parameters");
  const tryOut = useTryOut(tool);
  const checked = useDeferredValue(tool);
  const problems = useMemo(() => toolProblems(checked, others), [checked, others]);
  const of = (field: (typeof problems)[number]["field"]): typeof problems =>
    problems.filter((problem) => problem.field === field);
  const parameters = useMemo(() => problems.filter(({ field }) => field === "parameters"), [problems]);
  const results = useMemo(() => problems.filter(({ field }) => field === "resultSchema"), [problems]);
  const planned = useMemo(() => problems.filter(({ field }) => field === "plan"), [problems]);
  const ownMarks = useScriptMarks(tryOut.scriptErrorOf(tool.plan));
  const nextMarks = useScriptMarks(tool.once && tryOut.scriptErrorOf(tool.once));
  const change = (edit: Partial<Omit<MockTool, "id">>): void => {
    store.getState().changeTool(tool.id, edit);
  };
  const close = useCallback(() => store.getState().editTool(undefined), [store]);
  const badge = (found: typeof problems) => {
    const errors = found.filter(({ severity }) => severity === "error").length;
    return errors === 0 ? undefined : <Pill tone="error">{errors}</Pill>;
  };
  return (
    <Sheet
      title={tool.name === "" ? "Tool without a name" : tool.name}
      note={planInShort(tool)}
      actions={
        <Button size="sm" variant="ghost" icon="trash" onClick={() => store.getState().removeTool(tool.id)}>
          Delete tool
        </Button>
      }
      closeLabel="Close the tool"
      className={styles.sheet}
      style={bounds}
      initialFocus="[data-tool-name]"
      opener={beside}
      onClose={close}
    >
      <div className={styles.identity}>
        <label className={styles.labelled}>
          Name
          <input
            className={`${controls.field} ${controls.code}`}
            data-tool-name
            aria-label="Tool name"
            aria-invalid={of("name").some(({ severity }) => severity === "error")}
            spellCheck={false}
            autoComplete="off"
            value={tool.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        </label>
        <label className={styles.labelled}>
          Description
          <textarea
            className={styles.text}
            aria-label="Tool description"
            placeholder="what it does: a model decides by it when to call"
            rows={2}
            value={tool.description}
            onChange={({ target }) => change({ description: target.value })}
          />
        </label>
        <ProblemList label="Problems of the tool" problems={[...of("name"), ...of("description")]} />
      </div>
      <Tabs
        label="Parts of the tool"
        selected={tab}
        onSelect={setTab}
        items={[
          schemaTab("parameters", "Parameters", "JSON Schema of the arguments. Empty for a tool that takes none."),
          {
            id: "answer",
            title: "Answer",
            badge: badge(planned),
            content: (
              <div className={styles.scrolling}>
                {planFields(false, tool.plan, ownMarks)}
                <CheckField
                  checked={tool.once !== undefined}
                  onChange={(on) => change({ once: on ? { kind: "ask" } : undefined })}
                >
                  Answer the next call in another way
                </CheckField>
                {tool.once && planFields(true, tool.once, nextMarks)}
                <DelayFields tool={tool} onChange={(delay) => change({ delay })} />
                <TryTool tool={tool} tryOut={tryOut} />
              </div>
            ),
          },
          schemaTab(
            "resultSchema",
            "Result schema",
            "JSON Schema of a result: forms and made-up data come from it. It is not sent.",
          ),
        ]}
      />
    </Sheet>
  );

  function schemaTab(field: "parameters" | "resultSchema", title: string, note: string) {
    const found = field === "parameters" ? parameters : results;
    const content = (
      <SchemaField
        label={title}
        note={note}
        value={tool[`${field}Text`]}
        problems={found}
        onChange={(text) => change(field === "parameters" ? { parametersText: text } : { resultSchemaText: text })}
      />
    );
    return { id: field, title, badge: badge(found), content };
  }

  /** The editor of the tool's own plan, or of the one for the next call. */
  function planFields(isNext: boolean, plan: AnswerPlan, scriptMarks: readonly CodeMark[]) {
    return (
      <PlanFields
        tool={tool}
        plan={plan}
        of={isNext ? " of the next call" : ""}
        pointer={isNext ? "/once" : ""}
        problems={planned}
        scriptMarks={scriptMarks}
        onChange={(changed) => change(isNext ? { once: changed } : { plan: changed })}
        onSubmit={() => tryOut.attempt(isNext)}
      />
    );
  }
}

/** Where a script went wrong when it was tried out, as a mark of its editor. */
function useScriptMarks(error: ScriptError | undefined): readonly CodeMark[] {
  return useMemo(
    () => (error?.line === undefined ? [] : [{ line: error.line, column: error.column ?? 1, message: error.message }]),
    [error],
  );
}

interface DelayFieldsProps {
  readonly tool: MockTool;
  readonly onChange: (delay: MockTool["delay"]) => void;
}

function DelayFields({ tool, onChange }: DelayFieldsProps) {
  const { delay } = tool;
  if (!takesTime(tool)) return null;
  const field = (name: string, key: keyof MockTool["delay"]) => (
    <input
      className={`${controls.field} ${styles.number}`}
      aria-label={name}
      inputMode="numeric"
      value={delay[key]}
      onChange={({ target }) => {
        if (/^\d{0,7}$/.test(target.value)) onChange({ ...delay, [key]: Number(target.value) });
      }}
    />
  );
  return (
    <p className={styles.part}>
      It takes {field("Delay in milliseconds", "ms")} ms and up to {field("Jitter in milliseconds", "jitterMs")} ms
      more.
    </p>
  );
}
