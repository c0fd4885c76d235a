import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "#src/ui/components/Icon.tsx";
import type { BundledAgent } from "#src/store/types.ts";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./AgentPicker.module.css";

/** Chooses one of the agents that come with the server. Absent where there are none. */
export function AgentPicker() {
  const agents = useScope((state) => state.agents);
  const endpoint = useScope((state) => state.endpoint);
  const pickAgent = useScope((state) => state.pickAgent);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (agents.length === 0) return null;
  const current = agents.findIndex((agent) => agent.url === endpoint);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label="Bundled agents"
        title="Bundled agents"
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span className={styles.name}>{agents[current]?.title ?? "Agents"}</span>
        <Icon name="chevronDown" size={12} />
      </button>
      {open && (
        <AgentList
          agents={agents}
          current={current}
          onClose={close}
          onPick={(agent) => {
            close();
            pickAgent(agent);
          }}
        />
      )}
    </>
  );
}

interface AgentListProps {
  readonly agents: readonly BundledAgent[];
  /** -1 when none of them is the endpoint. */
  readonly current: number;
  readonly onPick: (agent: BundledAgent) => void;
  readonly onClose: () => void;
}

function AgentList({ agents, current, onPick, onClose }: AgentListProps) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(Math.max(0, current));
  useEffect(() => list.current?.focus(), []);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = agents.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    };
    const target =
      moves[event.key] ?? (/^\S$/.test(event.key) ? nextStartingWith(agents, event.key, active) : undefined);
    if (target !== undefined) setActive(target);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else if ((event.key === "Enter" || event.key === " ") && agents[active]) onPick(agents[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Bundled agents"
      aria-activedescendant={`${base}-${active}`}
      tabIndex={0}
      className={styles.list}
      onKeyDown={onKeyDown}
      onBlur={onClose}
    >
      {agents.map((agent, index) => (
        <div
          key={agent.name}
          id={`${base}-${index}`}
          role="option"
          aria-selected={index === current}
          data-index={index}
          data-active={index === active || undefined}
          className={styles.option}
          onPointerMove={() => setActive(index)}
          // Before the list loses the focus and closes.
          onPointerDown={(event) => {
            event.preventDefault();
            onPick(agent);
          }}
        >
          <span className={styles.title}>
            {agent.title}
            {index === current && <Icon name="check" size={12} />}
          </span>
          <span className={styles.description}>{agent.description}</span>
        </div>
      ))}
    </div>
  );
}

/** The next agent after `from` whose title starts with a letter, as lists in every desktop do it. */
function nextStartingWith(agents: readonly BundledAgent[], letter: string, from: number): number | undefined {
  for (let step = 1; step <= agents.length; step++) {
    const index = (from + step) % agents.length;
    if (agents[index]?.title.toLowerCase().startsWith(letter.toLowerCase())) return index;
  }
  return undefined;
}
