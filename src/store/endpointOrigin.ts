/**
 * The origin of an address, written as for HTTP: `ws://host:1/x` and `http://host:1/y` share `http://host:1`, since they are one
 * server to the user. Undefined for what is no address of HTTP or a WebSocket, and where a variable without a value names the server.
 */
export function endpointOrigin(address: string): string | undefined {
  const text = address.trim().replace(/^ws(s?):/i, "http$1:");
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return (protocol === "http:" || protocol === "https:") && !origin.includes("{") ? origin : undefined;
}
