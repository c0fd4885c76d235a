import { saidByErrorBody } from "#src/protocol/errorBody.ts";
import type { ExchangeFacts } from "./types.ts";

/** What a server says in the last frame, where that is no event: "Internal Server Error", or what stands in `{"error": …}`. Else empty. */
export function saidByLastFrame({ lastText }: Pick<ExchangeFacts, "lastText">): string {
  const data = /^data: ?(.*)$/m.exec(lastText)?.[1] ?? lastText;
  // An event of a type that AG-UI does not have is none of the server's words, and a bare bracket is no word at all.
  const said = /"type"\s*:|^\[DONE\]/.test(data) ? "" : saidByErrorBody(data);
  return /\p{L}{2}/u.test(said) ? said : "";
}
