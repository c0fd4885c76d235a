import { useEffect, useState } from "react";
import { Button } from "./Button.tsx";
import { copyText } from "./copyText.ts";

interface CopyButtonProps {
  /** What to copy, or how to make it: a large text is made only when the button is pressed. */
  readonly text: string | (() => string);
  /** Accessible name and tooltip, for example "Copy JSON". */
  readonly label: string;
  /** Shows the label beside the icon. */
  readonly showLabel?: boolean;
}

const CONFIRM_MS = 1500;

/** Copies a text and says whether that worked. */
export function CopyButton({ text, label, showLabel = false }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "failed">();
  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async (): Promise<void> => {
    setOutcome((await copyText(typeof text === "string" ? text : text())) ? "copied" : "failed");
  };
  const said = outcome === "copied" ? "Copied" : outcome === "failed" ? "Copying was refused" : label;
  return (
    <Button
      variant="ghost"
      size="sm"
      icon={outcome === "copied" ? "check" : outcome === "failed" ? "cross" : "copy"}
      aria-label={said}
      onClick={() => void copy()}
    >
      {showLabel ? said : undefined}
    </Button>
  );
}
