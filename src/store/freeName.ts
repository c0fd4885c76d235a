/** The first of "Profile 1", "Profile 2", … that nothing is called yet. */
export function freeName(stem: string, taken: readonly string[]): string {
  let count = 1;
  while (taken.includes(`${stem} ${count}`)) count++;
  return `${stem} ${count}`;
}
