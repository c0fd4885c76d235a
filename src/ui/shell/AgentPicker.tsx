import { Suspense, useMemo, useRef, useState } from "react";
import { shownAddress } from "#src/store/address.ts";
import { Icon } from "#src/ui/components/Icon.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { agentGroups, SEVERAL, type AgentOption } from "./agentOptions.ts";
import styles from "./AgentPicker.module.css";

const list = preloaded(async () => (await import("./AgentList.tsx")).AgentList);

/** Chooses one of the agents that come with the server, or one that the endpoint told of. */
export function AgentPicker() {
  const store = useScopeStore();
  const agents = useScope((state) => state.agents);
  const endpoint = useScope(shownAddress);
  const endpointCall = useScope((state) => state.endpointCall);
  const discovery = useScope((state) => state.discovery);
  const pageOrigin = useScope((state) => state.pageOrigin);
  const groups = useMemo(
    () => [...agentGroups({ agents, endpoint, endpointCall, discovery, pageOrigin }), SEVERAL],
    [agents, endpoint, endpointCall, discovery, pageOrigin],
  );
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  /** Letters typed after the list was opened and before its code has come. */
  const typedAhead = useRef<readonly string[]>([]);
  const current = groups.flatMap(({ options }) => options).find(({ isCurrent }) => isCurrent);
  const openList = (): void => {
    typedAhead.current = [];
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const pick = ({ pick: picked }: AgentOption): void => {
    // What comes of looking is shown in the list itself.
    if (picked.type === "look") {
      void store.getState().discover();
      return;
    }
    close();
    if (picked.type === "sideBySide") store.getState().openSideBySide();
    else if (picked.type === "agent") store.getState().pickAgent(picked.agent);
    else store.getState().pickChoice(picked.choice);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={current ? `Agents: ${current.title}` : "Agents"}
        title="Bundled agents, and those that the endpoint tells of"
        onPointerEnter={() => void list.preload()}
        onFocus={() => void list.preload()}
        onClick={open ? () => setOpen(false) : openList}
        onKeyDown={(event) => {
          if (open && /^\S$/.test(event.key)) typedAhead.current = [...typedAhead.current, event.key];
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          openList();
        }}
      >
        <span className={styles.name}>{current?.title ?? "Agents"}</span>
        <Icon name="chevronDown" size={12} />
      </button>
      {open && (
        <Suspense>
          <list.Component groups={groups} typedAhead={typedAhead} onClose={close} onPick={pick} />
        </Suspense>
      )}
    </>
  );
}
