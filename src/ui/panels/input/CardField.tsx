import type { ComponentProps } from "react";
import fields from "./fields.module.css";

interface CardFieldProps extends Pick<ComponentProps<"input">, "id" | "placeholder" | "spellCheck"> {
  /** Accessible name. */
  readonly label: string;
  readonly value: string;
  /** The id of what says what is wrong with the value; undefined for nothing. */
  readonly wrong?: string | undefined;
  /** A row that was asked for takes the focus where the user goes next. */
  readonly takesFocus?: boolean;
  readonly onText: (text: string) => void;
}

/** A text in a row of a card, without a frame of its own. */
export function CardField({ label, wrong, takesFocus = false, onText, ...rest }: CardFieldProps) {
  return (
    <input
      spellCheck={false}
      {...rest}
      className={fields.inner}
      aria-label={label}
      aria-invalid={wrong !== undefined}
      aria-describedby={wrong}
      autoComplete="off"
      autoCapitalize="off"
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus={takesFocus}
      onChange={({ target }) => onText(target.value)}
    />
  );
}
