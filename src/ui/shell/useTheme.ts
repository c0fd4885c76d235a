import { useEffect } from "react";
import { useScope } from "#src/ui/useScope.ts";

/** Puts the chosen theme on the document, and follows the system until one is chosen. */
export function useTheme(): void {
  const theme = useScope((state) => state.theme);
  useEffect(() => {
    const light = matchMedia("(prefers-color-scheme: light)");
    const apply = (): void => {
      document.documentElement.dataset["theme"] = theme === "system" ? (light.matches ? "light" : "dark") : theme;
    };
    apply();
    light.addEventListener("change", apply);
    return () => light.removeEventListener("change", apply);
  }, [theme]);
}
