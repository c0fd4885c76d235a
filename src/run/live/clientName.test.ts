import { expect, it } from "vitest";
import { clientName } from "./clientName.ts";

it.each([
  ["curl/8.5.0", "curl 8.5.0"],
  ["node", "Node.js fetch"],
  ["python-httpx/0.28.1", "python-httpx 0.28.1"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Chrome 141",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
    "Edge 141",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox 144"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Safari 18",
  ],
  ["the booking app", "the booking app"],
  ["", "unnamed client"],
])("names %j", (userAgent, name) => expect(clientName(userAgent)).toBe(name));
