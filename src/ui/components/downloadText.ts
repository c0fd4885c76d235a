/** Hands a text in pieces to the browser as a file. */
export function downloadText(name: string, parts: readonly string[], type: string): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over when the click returns; the timer is for those that take it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
