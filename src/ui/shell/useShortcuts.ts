import { useEffect } from "react";
import { commandFor, type CommandContext } from "./commands.ts";

/** Listens to the keyboard for the commands. */
export function useShortcuts(context: CommandContext): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      // What a focused widget has used already (arrows and Home in a list) is not for us.
      if (event.defaultPrevented || event.isComposing) return;
      const command = commandFor(event, isTextField(event.target));
      if (!command || ownsKey(event.target, event.key)) return;
      if (context.screen !== "scope" && !command.everywhere) return;
      if (command.run(context) !== false) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [context]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  // Editors that draw their own text (Monaco) take keys in an element that only its role tells.
  if (target.closest('[role="textbox"], [role="searchbox"], [role="combobox"]')) return true;
  return target instanceof HTMLInputElement && !["range", "checkbox", "radio", "button"].includes(target.type);
}

/** A slider has its own Home and End. */
function ownsKey(target: EventTarget | null, key: string): boolean {
  return target instanceof HTMLInputElement && target.type === "range" && (key === "Home" || key === "End");
}
