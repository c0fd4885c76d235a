/**
 * Why no answer came, in one sentence. A browser hides the cause from a page, so the likely ones are named;
 * only a page over https that asks for http is certain. `pageUrl` is undefined outside a browser.
 */
export function whyUnreachable(url: string, pageUrl: string | undefined, message: string): string {
  const target = parsed(url);
  const page = pageUrl === undefined ? undefined : parsed(pageUrl);
  const from = target?.origin ?? url;
  if (!page) return `No answer from ${from}${message ? ` (${message})` : ""}: check that the server is running.`;
  if (page.protocol === "https:" && target?.protocol === "http:" && !isLoopback(target.hostname)) {
    return (
      `No answer from ${from}: this page came over https, and browsers block its requests to http addresses (mixed content). ` +
      `Use an https address, or open this page over http.`
    );
  }
  if (target?.origin === page.origin) {
    return `No answer from ${from}: the server that this page came from is not running any more. Start it again.`;
  }
  return (
    `No answer from ${from}: the server is not running, or it does not allow this page's origin (CORS); a browser does not say which. ` +
    `Check the address, or let the server answer OPTIONS and send Access-Control-Allow-Origin: ${page.origin} and Access-Control-Allow-Headers: content-type`
  );
}

function parsed(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

/** Browsers treat these as safe, so an https page may ask them over http. */
const isLoopback = (host: string): boolean => host === "localhost" || host === "[::1]" || host.startsWith("127.");
