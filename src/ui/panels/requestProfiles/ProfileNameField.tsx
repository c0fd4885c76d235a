import controls from "#src/ui/components/controls.module.css";
import fields from "#src/ui/panels/input/fields.module.css";

interface ProfileNameFieldProps {
  readonly name: string;
  /** Told the new name, empty for none, and whether a key ended it. */
  readonly onEnd: (name: string, byKey: boolean) => void;
}

/** The name of a profile while it is being changed: Enter takes it, Escape leaves the old one. */
export function ProfileNameField({ name, onEnd }: ProfileNameFieldProps) {
  return (
    <input
      className={`${controls.field} ${fields.select}`}
      aria-label="Name of the request profile"
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
