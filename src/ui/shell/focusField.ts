/** Frames to wait for a panel whose code is still on its way. */
const PATIENCE = 30;

/**
 * Puts the focus into a field of the Scope screen. Where it is not there, the tab that holds it is opened first: in a narrow window
 * every panel is one.
 */
export function focusField(root: HTMLElement | null, selector: string, tab: string): void {
  const focus = (): boolean => {
    const field = root?.querySelector<HTMLElement>(selector);
    field?.focus();
    return field !== null && field !== undefined;
  };
  if (focus()) return;
  root?.querySelector<HTMLElement>(`[role="tab"][data-tab="${tab}"]`)?.click();
  let frames = 0;
  const tryAgain = (): void => {
    if (!focus() && ++frames < PATIENCE) requestAnimationFrame(tryAgain);
  };
  requestAnimationFrame(tryAgain);
}

/** Gives the focus to the tab of a view that has just come in front, where what had it went with the view behind. */
export function keepFocusAt(tab: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>(`[role="tab"][data-tab="${tab}"]`)?.focus();
  });
}
