import { Suspense, useMemo, useRef, useState } from "react";
import { isObject, parseJson } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { runInputOf } from "#src/protocol/requestBody.ts";
import { NEW_SET, selectTools } from "#src/store/toolSets.ts";
import { agUiTools } from "#src/tools/agUiTools.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { EmptyState } from "#src/ui/components/EmptyState.tsx";
import panel from "#src/ui/components/panel.module.css";
import { Pill } from "#src/ui/components/Pill.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { preloadJsonEditor } from "#src/ui/editor/JsonEditor.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { LoopButton } from "#src/ui/panels/waiting/LoopButton.tsx";
import { mockCall } from "./mockCall.ts";
import { newTool } from "./newTool.ts";
import { planInShort } from "./planKinds.ts";
import { ToolSetBar } from "./ToolSetBar.tsx";
import { useOddSchemas } from "./useOddSchemas.ts";
import { useToolsSeen } from "./useToolsSeen.ts";
import styles from "./tools.module.css";

const toolSheet = preloaded(async () => (await import("./ToolSheet.tsx")).ToolSheet);
const importSheet = preloaded(async () => (await import("./ImportSheet.tsx")).ImportSheet);

function preloadSheet(): void {
  preloadJsonEditor();
  void toolSheet.preload();
}

/** The mock frontend tools: which there are, which are on, and how each answers. */
export function ToolsPanel() {
  const store = useScopeStore();
  const tools = useScope(selectTools);
  const set = useScope((state) => state.toolSets.find(({ id }) => id === state.toolSetId)) ?? NEW_SET;
  const editedId = useScope((state) => state.editedTool);
  const isBodyEdited = useScope((state) => state.draft.bodyText !== undefined);
  const edited = tools.find(({ id }) => id === editedId);
  const [importing, setImporting] = useState<{ readonly text: string }>();
  const adder = useRef<HTMLButtonElement>(null);
  const seen = useToolsSeen();
  const why = useMemo(() => new Map(agUiTools(tools).leftOut.map((left) => [left.tool.id, left.why])), [tools]);
  const odd = useOddSchemas(tools, why);
  const unknown = seen.called.filter(({ name }) => !tools.some((tool) => tool.name === name));
  const { offered } = seen;
  const openImport = (text: string): void => {
    store.getState().editTool(undefined);
    setImporting({ text });
  };
  return (
    <div className={`${panel.panel} ${styles.panel}`}>
      <ToolSetBar set={set} onImport={() => openImport("")} />
      <div className={`${styles.line} ${styles.actions}`}>
        <Button
          ref={adder}
          size="sm"
          icon="plus"
          onPointerEnter={preloadSheet}
          onFocus={preloadSheet}
          onClick={() => {
            const tool = newTool(tools);
            setImporting(undefined);
            store.getState().addTools([tool]);
            store.getState().editTool(tool.id);
          }}
        >
          New tool
        </Button>
        <Button size="sm" icon="open" onClick={() => openImport("")}>
          Import
        </Button>
        <span className={styles.grow} />
        <LoopButton />
      </div>
      {isBodyEdited && <p className={styles.note}>The request body is edited as JSON: it says which tools are sent.</p>}
      {tools.length === 0 ? (
        <EmptyState title="No tools">
          <p>A tool that is on is offered to the agent as a frontend tool, and its calls are answered here.</p>
        </EmptyState>
      ) : (
        <ul className={styles.tools} aria-label="Tools of this set">
          {tools.map((tool) => (
            <li key={tool.id} className={styles.tool} data-off={!tool.enabled || undefined}>
              <input
                type="checkbox"
                className={styles.tick}
                aria-label={`Send ${tool.name || "the tool without a name"}`}
                checked={tool.enabled}
                onChange={({ target }) => store.getState().changeTool(tool.id, { enabled: target.checked })}
              />
              <button
                type="button"
                className={styles.open}
                aria-expanded={tool.id === editedId}
                onPointerEnter={preloadSheet}
                onFocus={preloadSheet}
                onClick={() => {
                  setImporting(undefined);
                  store.getState().editTool(tool.id);
                }}
              >
                <span className={styles.name} title={tool.name}>
                  {tool.name || "no name"}
                </span>
                <span className={styles.plan}>{planInShort(tool)}</span>
                {odd.has(tool.id) && (
                  <span className={styles.odd}>
                    <Pill tone="warning">sent as it is</Pill> Its parameters are no valid JSON Schema:{" "}
                    {odd.get(tool.id)}.
                  </span>
                )}
                {why.has(tool.id) && (
                  <span className={styles.notSent}>
                    <Pill tone="error">not sent</Pill> {why.get(tool.id)}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      {(unknown.length > 0 || offered !== undefined) && (
        <section className={styles.seen} aria-label="Tools of this recording">
          <h3 className={styles.heading}>In this recording</h3>
          {offered !== undefined && (
            <Button size="sm" onClick={() => openImport(toolsOf(offered))}>
              Take over the tools that were sent
            </Button>
          )}
          <ul className={styles.tools}>
            {unknown.map(({ name, times }) => (
              <li key={name} className={styles.unknown}>
                <span className={styles.name} title={name}>
                  {name}
                </span>
                <span className={styles.plan}>called {times === 1 ? "once" : `${times} times`}</span>
                <Button size="sm" aria-label={`Mock this: ${name}`} onClick={() => mockCall(store, name)}>
                  Mock this
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Suspense>
        {edited && <toolSheet.Component key={edited.id} tool={edited} others={tools} beside={adder} />}
        {importing && (
          <importSheet.Component text={importing.text} beside={adder} onClose={() => setImporting(undefined)} />
        )}
      </Suspense>
    </div>
  );
}

/** The list of tools of a request, laid out for reading. */
function toolsOf(body: string): string {
  const parsed = parseJson(body);
  const input = isObject(parsed) ? runInputOf(parsed) : undefined;
  return isObject(input) && Array.isArray(input["tools"]) ? stringifyJson(input["tools"], 2) : body;
}
