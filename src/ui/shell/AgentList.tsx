import { useEffect, useId, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { Icon } from "#src/ui/components/Icon.tsx";
import type { AgentGroup, AgentOption } from "./agentOptions.ts";
import styles from "./AgentPicker.module.css";

interface AgentListProps {
  readonly groups: readonly AgentGroup[];
  /** Letters that were typed before the list was there. */
  readonly typedAhead: RefObject<readonly string[]>;
  readonly onPick: (option: AgentOption) => void;
  readonly onClose: () => void;
}

/** The list of agents, in groups. The focus stays on the list; arrows, letters, Home and End move in it. */
export function AgentList({ groups, typedAhead, onPick, onClose }: AgentListProps) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const options = groups.flatMap((group) => group.options);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      options.findIndex(({ isCurrent }) => isCurrent),
    ),
  );
  useEffect(() => {
    list.current?.focus();
    const letters = typedAhead.current;
    typedAhead.current = [];
    setActive((from) => letters.reduce((at, letter) => nextStartingWith(options, letter, at) ?? at, from));
    // As of its opening.
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies
  }, []);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = options.length - 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
    };
    const target =
      moves[event.key] ?? (/^\S$/.test(event.key) ? nextStartingWith(options, event.key, active) : undefined);
    if (target !== undefined) setActive(target);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else if ((event.key === "Enter" || event.key === " ") && options[active]) onPick(options[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Agents"
      aria-activedescendant={`${base}-${active}`}
      tabIndex={0}
      className={styles.list}
      onKeyDown={onKeyDown}
      onBlur={onClose}
    >
      {groups.map((group) => (
        <div key={group.label} role="group" aria-label={group.label}>
          <div className={styles.group} aria-hidden="true">
            {group.label}
          </div>
          {group.options.map((option) => {
            const index = options.indexOf(option);
            return (
              <div
                key={option.key}
                id={`${base}-${index}`}
                role="option"
                aria-selected={option.isCurrent}
                data-index={index}
                data-active={index === active || undefined}
                className={styles.option}
                onPointerMove={() => setActive(index)}
                // Before the list loses the focus and closes.
                onPointerDown={(event) => {
                  event.preventDefault();
                  onPick(option);
                }}
              >
                <span className={styles.title}>
                  {option.title}
                  {option.isCurrent && <Icon name="check" size={12} />}
                </span>
                {option.description !== "" && <span className={styles.description}>{option.description}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** The next option after `from` whose title starts with a letter, as lists in every desktop do it. */
function nextStartingWith(options: readonly AgentOption[], letter: string, from: number): number | undefined {
  for (let step = 1; step <= options.length; step++) {
    const index = (from + step) % options.length;
    if (options[index]?.title.toLowerCase().startsWith(letter.toLowerCase())) return index;
  }
  return undefined;
}
