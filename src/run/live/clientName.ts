const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg\/(\d+)/, "Edge"],
  [/\bFirefox\/(\d+)/, "Firefox"],
  [/\b(?:Headless)?Chrome\/(\d+)/, "Chrome"],
  [/\bVersion\/(\d+)[\d.]* (?:Mobile\S* )?Safari/, "Safari"],
];

/** A short name for a User-Agent: "Chrome 141", "curl 8.5.0", "python-httpx 0.28.1"; other words as they are. */
export function clientName(userAgent: string): string {
  const text = userAgent.trim();
  if (text === "") return "unnamed client";
  if (text === "node" || text === "undici") return "Node.js fetch";
  if (text.startsWith("Mozilla/")) {
    for (const [pattern, name] of BROWSERS) {
      const version = pattern.exec(text)?.[1];
      if (version !== undefined) return `${name} ${version}`;
    }
  }
  const product = /^([\w.-]+)\/(\d[\w.-]*)/.exec(text);
  return product ? `${product[1]} ${product[2]}` : text.slice(0, 60);
}
