import { Button } from "./Button.tsx";
import type { IconName } from "./Icon.tsx";

interface RemoveButtonProps {
  /** Accessible name, for example "Remove header 2". */
  readonly label: string;
  readonly icon?: IconName;
  readonly onRemove: () => void;
}

/** Takes away the row that it stands in. */
export function RemoveButton({ label, icon = "close", onRemove }: RemoveButtonProps) {
  return <Button variant="ghost" size="sm" icon={icon} aria-label={label} onClick={onRemove} />;
}
