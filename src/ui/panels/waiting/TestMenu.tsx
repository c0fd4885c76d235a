import { useRef, useState } from "react";
import type { ResumeFault } from "#src/run/pending/resumeFault.ts";
import { FAULT_WORDS } from "#src/run/pending/resumeFaultWords.ts";
import type { Pause, PauseAnswer } from "#src/run/pending/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { Menu, type MenuItem, type MenuPlace } from "#src/ui/components/Menu.tsx";
import { MALFORMED } from "#src/ui/panels/tools/planKinds.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { malformedFor } from "./malformedFor.ts";

interface TestMenuProps {
  readonly pause: Pause;
  /** All that waits: one resume answers all interrupts. */
  readonly pauses: readonly Pause[];
  readonly onAnswer: (answer: PauseAnswer) => void;
}

/** Answers that no honest client gives, to see what the agent does. Nothing where the question has none. */
export function TestMenu({ pause, pauses, onAnswer }: TestMenuProps) {
  const store = useScopeStore();
  const fault = useScope((state) => state.resumeFault);
  const [place, setPlace] = useState<MenuPlace>();
  const opener = useRef<HTMLButtonElement>(null);
  const items = pause.interrupt ? resumeItems() : isCall(pause) ? resultItems() : [];
  if (items.length === 0) return null;
  return (
    <>
      <Button
        ref={opener}
        size="sm"
        variant="ghost"
        aria-haspopup="menu"
        aria-expanded={place !== undefined}
        onClick={({ currentTarget }) => {
          const { left, top } = currentTarget.getBoundingClientRect();
          setPlace({ x: left, y: top });
        }}
      >
        Test the agent
      </Button>
      {place && (
        <Menu
          label="Test the agent"
          place={place}
          items={items}
          onClose={(isDone) => {
            setPlace(undefined);
            if (isDone) opener.current?.focus();
          }}
        />
      )}
    </>
  );

  function resumeItems(): readonly MenuItem[] {
    const expires = pauses.some(({ interrupt, expiresAt }) => interrupt && expiresAt !== undefined);
    return Object.entries(FAULT_WORDS).map(([key, { title }]) => {
      const id = key as ResumeFault;
      const isImpossible = id === "expired" && !expires;
      return {
        label: isImpossible ? `${title} (nothing expires)` : title,
        icon: fault === id ? "check" : "alert",
        disabled: isImpossible,
        run: () => store.getState().setResumeFault(fault === id ? undefined : id),
      };
    });
  }

  function resultItems(): readonly MenuItem[] {
    return MALFORMED.map(({ how, title }) => ({
      label: `Malformed result: ${title}`,
      icon: "alert",
      run: () => onAnswer(malformedFor(how, pause, store.getState())),
    }));
  }
}

const isCall = ({ toolCall, shape }: Pause): boolean => toolCall !== undefined && shape.fits.includes("result");
