import { useState, type ComponentProps } from "react";
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

/**
 * A button. One that shows only an icon needs an `aria-label`; it is the tooltip too. Switched off while it has the focus, it keeps that
 * until the user goes on: a step to the first event would otherwise throw the keyboard back to the top of the page.
 */
export function Button(props: ButtonProps) {
  const { variant = "plain", size = "md", icon, shortcut, children, className, disabled = false, ...rest } = props;
  const { onClick, onFocus, onBlur } = rest;
  const [hasFocus, setHasFocus] = useState(false);
  const classes = [styles.button, styles[variant], styles[size], children === undefined && styles.iconOnly, className];
  return (
    <button
      type="button"
      title={rest["aria-label"]}
      {...rest}
      disabled={disabled && !hasFocus}
      aria-disabled={disabled || undefined}
      className={classes.filter(Boolean).join(" ")}
      onFocus={(event) => {
        setHasFocus(true);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setHasFocus(false);
        onBlur?.(event);
      }}
      // A press sends no form then, either.
      onClick={disabled ? (event) => event.preventDefault() : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
      {shortcut !== undefined && <kbd aria-hidden="true">{shortcut}</kbd>}
    </button>
  );
}
