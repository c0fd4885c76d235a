/** Gives the focus to the group around a control that is about to be removed with its row, so that it does not fall back to the page. */
export function focusGroupOf(control: HTMLElement): void {
  const group = control.closest<HTMLElement>('[role="group"], section');
  if (!group) return;
  group.tabIndex = -1;
  group.focus({ preventScroll: true });
}
