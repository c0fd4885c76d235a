import { useLayoutEffect } from "react";
import { eventList } from "#src/ui/components/eventList.ts";
import { commandFor, type CommandContext } from "./commands.ts";
import { isTextField, ownsKey } from "./keyOwners.ts";

/** Listens to the keyboard for the commands. */
export function useShortcuts(context: CommandContext): void {
  // With the first paint and not after it: a key that is pressed as soon as there is something to see must not be lost.
  useLayoutEffect(() => {
    const run = (event: KeyboardEvent): void => {
      // What a focused widget has used already (arrows and Home in a list) is not for us.
      if (event.defaultPrevented || event.isComposing) return;
      if (leavesTextField(event)) {
        eventList()?.focus({ preventScroll: true });
        return;
      }
      const command = commandFor(event, isTextField(event.target));
      if (!command || ownsKey(event.target, event.key)) return;
      if (context.screen !== "scope" && !command.everywhere) return;
      if (command.inDialogs !== true && document.querySelector("dialog:modal")) return;
      if (event.repeat && command.repeats !== true) {
        // Not done again, and not for the browser either: a held Space would scroll.
        event.preventDefault();
        return;
      }
      if (command.run(context) !== false) event.preventDefault();
    };
    // Monaco waits for a second key after Ctrl K. It is not asked: this one key is the same everywhere.
    const runBeforeEditors = (event: KeyboardEvent): void => {
      if (commandFor(event, true)?.id !== "palette") return;
      run(event);
      event.stopPropagation();
    };
    window.addEventListener("keydown", run);
    window.addEventListener("keydown", runBeforeEditors, { capture: true });
    return () => {
      window.removeEventListener("keydown", run);
      window.removeEventListener("keydown", runBeforeEditors, { capture: true });
    };
  }, [context]);
}

/** True for an Escape in a text of the page that has nothing of its own to close: it leads to where the keys are commands. */
function leavesTextField({ key, target }: KeyboardEvent): boolean {
  const isText = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && isTextField(target));
  return key === "Escape" && isText && target === document.activeElement && !target.closest("dialog, [popover]");
}
