import type { ComponentProps } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Button.module.css";

interface ButtonProps extends ComponentProps<"button"> {
  /** `primary` for the one main action of a screen, `ghost` for what should stay quiet. */
  readonly variant?: "plain" | "primary" | "ghost";
  /** `md` is 30 px high, `sm` 24 px. */
  readonly size?: "md" | "sm";
  readonly icon?: IconName;
  /** A key shown at the end, for example "Ctrl ↵". Not part of the accessible name. */
  readonly shortcut?: string;
}

/** A button. One that shows only an icon needs an `aria-label`; it is the tooltip too. */
export function Button({ variant = "plain", size = "md", icon, shortcut, children, className, ...rest }: ButtonProps) {
  const classes = [styles.button, styles[variant], styles[size], children === undefined && styles.iconOnly, className];
  return (
    <button type="button" title={rest["aria-label"]} {...rest} className={classes.filter(Boolean).join(" ")}>
      {icon && <Icon name={icon} />}
      {children}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
