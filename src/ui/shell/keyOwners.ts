/** Inputs that are no text fields: letters mean nothing to them. */
const NO_TEXT: readonly string[] = ["range", "checkbox", "radio", "button", "submit", "reset", "color", "file"];

/** Roles of what draws its own text field: Monaco takes keys in an element that only its role tells. */
const TEXT_ROLES = '[role="textbox"], [role="searchbox"], [role="combobox"]';

/** What Space means something to already: it presses, opens, checks, chooses or follows. */
const SPACE_OWNERS =
  'button, summary, input:not([type="range"]), a[href], audio, video, [role="button"], [role="link"], [role="tab"], [role="option"], [role="checkbox"], ' +
  '[role="radio"], [role="switch"], [role="menuitem"], [role="treeitem"], [role="separator"]';

/** True where letters are typed into something. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  if (target.closest(TEXT_ROLES)) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}

/** True where a key means something to what has the focus: Space to a button, Home and End to a slider. */
export function ownsKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key === " ") return target.closest(SPACE_OWNERS) !== null;
  return target instanceof HTMLInputElement && target.type === "range" && (key === "Home" || key === "End");
}
