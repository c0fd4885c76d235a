import controls from "./controls.module.css";

interface NameFieldProps {
  /** Its accessible name. */
  readonly label: string;
  readonly className: string | undefined;
  readonly name: string;
  /** Told the new name, empty for none, and whether a key ended it. */
  readonly onEnd: (name: string, byKey: boolean) => void;
}

/** The name of something while it is being changed: Enter takes it, Escape leaves the old one. */
export function NameField({ label, className = "", name, onEnd }: NameFieldProps) {
  return (
    <input
      className={`${controls.field} ${className}`}
      aria-label={label}
      maxLength={60}
      defaultValue={name}
      // It was asked for in the menu.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      onFocus={({ currentTarget }) => currentTarget.select()}
      onBlur={({ currentTarget }) => onEnd(currentTarget.value.trim(), false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") onEnd(event.currentTarget.value.trim(), true);
        else if (event.key === "Escape") onEnd("", true);
        else return;
        // Escape also stops a run.
        event.stopPropagation();
      }}
    />
  );
}
