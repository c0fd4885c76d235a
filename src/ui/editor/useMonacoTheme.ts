import { useEffect, useState } from "react";
import { defineMonacoTheme } from "./monacoTheme.ts";

/** The name of Monaco's theme. Redefines it whenever the page changes from dark to light or back. */
export function useMonacoTheme(): string {
  const [theme, setTheme] = useState(defineMonacoTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(defineMonacoTheme()));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
