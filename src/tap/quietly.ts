/** The value of `work`, or undefined when it throws: nothing that goes wrong inside the tap may reach the app. */
export function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
