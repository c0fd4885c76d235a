const SAFE_SCHEMES = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link that an agent wrote, when following it is harmless: absolute, and http, https or mailto.
 * Everything else (script and data addresses, addresses relative to this page) is shown as text.
 */
export function safeLink(address: string): string | undefined {
  const scheme = schemeOf(address);
  return scheme !== undefined && SAFE_SCHEMES.has(scheme) ? address : undefined;
}

/** True when a browser could fetch the address: only these may offer to be loaded, and only by a click. */
export function isFetchable(address: string): boolean {
  const scheme = schemeOf(address);
  return scheme === "http:" || scheme === "https:";
}

function schemeOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).protocol : undefined;
}
