/** How the key that goes with a shortcut is written here: ⌘ on Apple's keyboards, Ctrl elsewhere. */
export const MOD_KEY = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl";
