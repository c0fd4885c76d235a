import type { JsonValue } from "#src/lib/json.ts";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { printTerm } from "#src/analysis/filter/filterTerm.ts";
import { copyText } from "#src/ui/components/copyText.ts";
import { Menu, type MenuItem, type MenuPlace } from "#src/ui/components/Menu.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { becameCondition } from "#src/ui/panels/bisect/becameCondition.ts";
import { settingOperation, testingOperation } from "./valueOperation.ts";

interface ValueMenuProps {
  readonly document: JsonValue;
  readonly path: readonly string[];
  readonly value: JsonValue;
  readonly place: MenuPlace;
  readonly onWhoSetThis: () => void;
  /** What happened, in a few words. */
  readonly onSaid: (text: string) => void;
  readonly onClose: (isDone: boolean) => void;
}

/** What can be done with one value of the state. */
export function ValueMenu({ document, path, value, place, onWhoSetThis, onSaid, onClose }: ValueMenuProps) {
  const store = useScopeStore();
  const pointer = formatPointer(path);
  const isWatched = useScope(({ watches, session }) => watches[session.id]?.includes(pointer) === true);
  const copy = (what: string, text: () => string) => (): void => {
    void copyText(text()).then((copied) => onSaid(copied ? `Copied ${what}` : "Copying was refused"));
  };
  const items: readonly MenuItem[] = [
    {
      label: "Copy value",
      icon: "copy",
      run: copy("the value", () => (typeof value === "string" ? value : stringifyJson(value, 2))),
    },
    { label: "Copy pointer", icon: "copy", run: copy("the pointer", () => pointer) },
    {
      label: "Copy as patch",
      icon: "copy",
      run: copy("a patch", () => stringifyJson([settingOperation(document, path, value)], 2)),
    },
    {
      label: "Copy as test operation",
      icon: "copy",
      run: copy("a test operation", () => stringifyJson(testingOperation(path, value), 2)),
    },
    {
      label: "Open history",
      icon: "clock",
      startsGroup: true,
      run: () => store.getState().showHistory(pointer),
    },
    { label: "Who set this", icon: "link", run: onWhoSetThis },
    {
      label: "When did it become this",
      icon: "clock",
      run: () => store.getState().openBisect(becameCondition(pointer, value)),
    },
    {
      label: isWatched ? "Unpin the watch" : "Pin as watch",
      icon: "pin",
      run: () => {
        store.getState().toggleWatch(pointer);
        onSaid(isWatched ? "No longer watched" : "Watched in History");
      },
    },
    {
      label: "Filter events by this path",
      icon: "filter",
      startsGroup: true,
      run: () => {
        const term = printTerm({ key: "path", values: [pointer], negated: false, from: 0, to: 0 });
        store.getState().setFilterText(term);
        onSaid("The Timeline shows its events");
      },
    },
    {
      label: "Break on this path",
      icon: "stop",
      run: () => {
        store.getState().addBreakpoint({ kind: "path", pointer });
        onSaid("A run is held when this changes");
      },
    },
  ];
  return <Menu label={`Value at ${shortened(pointer)}`} items={items} place={place} onClose={onClose} />;
}

const LONGEST = 80;

const shortened = (pointer: string): string =>
  pointer === "" ? "the root" : pointer.length <= LONGEST ? pointer : `…${pointer.slice(-LONGEST)}`;
