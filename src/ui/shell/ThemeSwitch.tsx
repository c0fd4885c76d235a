import { Button } from "#src/ui/components/Button.tsx";
import type { IconName } from "#src/ui/components/Icon.tsx";
import type { Theme } from "#src/store/types.ts";
import { useScope } from "#src/ui/useScope.ts";

const THEMES: Readonly<Record<Theme, { readonly icon: IconName; readonly label: string; readonly next: Theme }>> = {
  system: { icon: "system", label: "Theme: as the system", next: "dark" },
  dark: { icon: "dark", label: "Theme: dark", next: "light" },
  light: { icon: "light", label: "Theme: light", next: "system" },
};

/** Goes through the themes: as the system, dark, light. */
export function ThemeSwitch() {
  const theme = useScope((state) => state.theme);
  const setTheme = useScope((state) => state.setTheme);
  const { icon, label, next } = THEMES[theme];
  return <Button variant="ghost" icon={icon} aria-label={label} onClick={() => setTheme(next)} />;
}
