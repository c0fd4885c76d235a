import { useCallback, useRef, useState, type RefObject } from "react";
import { Button } from "./Button.tsx";
import { Menu, type MenuItem, type MenuPlace } from "./Menu.tsx";

interface MenuButtonProps {
  /** Accessible name of the button and of its menu. */
  readonly label: string;
  /** What can be done, as of the moment that the menu opens. */
  readonly items: () => readonly MenuItem[];
  readonly className?: string | undefined;
  /** The button, for whoever gives the focus back to it. */
  readonly ref?: RefObject<HTMLButtonElement | null>;
}

/** A button with three dots that opens a menu below itself. */
export function MenuButton({ label, items, className, ref }: MenuButtonProps) {
  const own = useRef<HTMLButtonElement>(null);
  const opener = ref ?? own;
  const [opened, setOpened] = useState<{ readonly place: MenuPlace; readonly items: readonly MenuItem[] }>();
  const close = useCallback(
    (isDone: boolean) => {
      setOpened(undefined);
      if (isDone) opener.current?.focus();
    },
    [opener],
  );
  return (
    <>
      <Button
        ref={opener}
        variant="ghost"
        size="sm"
        icon="more"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={opened !== undefined}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          setOpened({ place: { x: left, y: bottom }, items: items() });
        }}
      />
      {opened && <Menu label={label} items={opened.items} place={opened.place} onClose={close} />}
    </>
  );
}
