import { useMemo, useState } from "react";
import { JsonView } from "react-json-view-lite";
import type { JsonValue } from "#src/lib/json.ts";
import { openLevels } from "#src/ui/panels/state/expansion.ts";
import { JsonTree } from "#src/ui/panels/state/JsonTree.tsx";
import { scalarText } from "#src/ui/panels/state/treeKeys.ts";
import { countNodes, openWithin } from "./expandBudget.ts";
import jsonColors from "#src/ui/components/jsonColors.module.css";
import styles from "./JsonSection.module.css";

/** A larger payload is shown in the virtual tree, which renders only what is visible. Nodes, and characters of JSON. */
const MOST_NODES = 1500;
const MOST_CHARACTERS = 100_000;
/** Lines that open by themselves. */
const OPEN_LINES = 60;

const STYLE = {
  container: styles.json ?? "",
  basicChildStyle: styles.line ?? "",
  childFieldsContainer: styles.children ?? "",
  label: styles.label ?? "",
  clickableLabel: styles.clickable ?? "",
  nullValue: jsonColors.word ?? "",
  undefinedValue: jsonColors.word ?? "",
  booleanValue: jsonColors.word ?? "",
  numberValue: jsonColors.number ?? "",
  stringValue: jsonColors.string ?? "",
  otherValue: jsonColors.word ?? "",
  punctuation: jsonColors.punctuation ?? "",
  collapseIcon: styles.collapse ?? "",
  expandIcon: styles.expand ?? "",
  collapsedContent: styles.collapsed ?? "",
  noQuotesForStringValues: false,
  quotesForFieldNames: false,
  stringifyStringValues: true,
  ariaLables: { collapseJson: "Collapse", expandJson: "Expand" },
};

/** The parsed JSON of an event, open as far as it fits. `characters` is the length of its text. */
export function JsonSection({ json, characters }: { readonly json: unknown; readonly characters: number }) {
  const large = useMemo(
    () => characters > MOST_CHARACTERS || countNodes(json, MOST_NODES) >= MOST_NODES,
    [json, characters],
  );
  const opened = useMemo(() => (large ? undefined : openWithin(json, OPEN_LINES)), [json, large]);
  if (typeof json !== "object" || json === null)
    return <code className={styles.scalar}>{scalarText(json as string | number | boolean | null, 10_000)}</code>;
  if (!opened) return <LargeJson json={json as JsonValue} />;
  return (
    <JsonView
      data={json}
      style={STYLE}
      clickToExpandNode
      shouldExpandNode={(_level: number, value: unknown) => opened.has(value as object)}
      aria-label="JSON of the event"
    />
  );
}

function LargeJson({ json }: { readonly json: JsonValue }) {
  const [expansion, setExpansion] = useState(() => openLevels(2));
  const [active, setActive] = useState<readonly string[]>();
  return (
    <div className={styles.large}>
      <JsonTree
        value={json}
        label="JSON of the event"
        expansion={expansion}
        onExpansion={setExpansion}
        active={active}
        onActive={setActive}
      />
    </div>
  );
}
