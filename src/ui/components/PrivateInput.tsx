import { useLayoutEffect, useRef, type ComponentProps } from "react";

interface PrivateInputProps extends Omit<ComponentProps<"input">, "value" | "defaultValue" | "onChange" | "ref"> {
  readonly value: string;
  readonly onText: (text: string) => void;
}

/**
 * An input whose value stands nowhere in the document. React copies the value of its own inputs into the attribute, a password
 * too, where whoever saves or prints the page's HTML finds it.
 */
export function PrivateInput({ value, onText, ...rest }: PrivateInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const { current: element } = input;
    if (!element || element.value === value) return;
    const isWaitedOn = element.value === "" && element === document.activeElement;
    element.value = value;
    // Whoever is about to type or paste into the empty field writes over what came, and not behind it.
    if (isWaitedOn) element.select();
  });
  return (
    <input
      spellCheck={false}
      autoComplete="off"
      {...rest}
      ref={input}
      onChange={(event) => onText(event.target.value)}
    />
  );
}
