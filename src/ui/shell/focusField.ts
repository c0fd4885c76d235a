/**
 * Puts the focus into a field of the Scope screen that carries an attribute. In a narrow window the field may stand in a tab that is not
 * open: it is opened first.
 */
export function focusField(root: HTMLElement | null, attribute: string): void {
  const find = (): HTMLElement | null | undefined => root?.querySelector<HTMLElement>(`[${attribute}]`);
  const field = find();
  if (field) {
    field.focus();
    return;
  }
  root?.querySelector<HTMLElement>('[role="tab"][data-tab="timeline"]')?.click();
  requestAnimationFrame(() => find()?.focus());
}
