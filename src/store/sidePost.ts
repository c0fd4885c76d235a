import { withoutCredentials } from "#src/lib/withoutCredentials.ts";
import { checkTarget } from "#src/run/checkTarget.ts";
import { sidePostOf } from "#src/run/dialects/toolCallRequest.ts";
import type { Reply } from "#src/run/pending/types.ts";
import type { OutgoingRequest } from "#src/transport/runTransport.ts";
import { isWebSocketUrl } from "#src/transport/requestHeaders.ts";
import type { WireResponse } from "#src/transport/types.ts";
import type { StoreDeps } from "./deps.ts";
import type { TurnLogLine } from "./turnControlTypes.ts";
import type { ScopeState } from "./types.ts";
import { wayTo } from "./wayTo.ts";

/** Characters of an answer that are kept: it is there to be read. */
const MOST_SHOWN = 2_000;

interface SidePostOrder {
  readonly get: () => ScopeState;
  readonly transports: StoreDeps["transports"];
  /** The address of the run that waits for it, as the recording has it. */
  readonly runUrl: string;
  readonly reply: Reply;
  /** The line of the log that says what became of it, without its outcome. */
  readonly line: Pick<TurnLogLine, "id" | "session" | "at" | "name">;
  readonly signal: AbortSignal;
  /** Keeps a sentence with the run that is answered. */
  readonly keep: (sentence: string) => void;
}

/**
 * Posts an answer beside the stream of a run, by the same route and with the same headers, and says in the log and in the recording what was sent
 * and what came back. Never rejects: a failure is in the log and in a notice.
 */
export async function postBeside(order: SidePostOrder): Promise<void> {
  const { get, transports, runUrl, reply, line, signal, keep } = order;
  const way = wayTo(get(), transports);
  // The recording has the address without its secrets, and nothing else may show it.
  const shown = sidePostOf(runUrl, reply);
  const post = sidePostOf(way.url, reply);
  if (!post || !shown) return;
  const told = { ...line, kind: "post" as const, sent: `POST ${shown.url}\n${shown.body}` };
  const tell = (sentence: string, answer?: string): void =>
    get().logTurn({ ...told, sentence, isProblem: false, ...(answer !== undefined && { answer }) });
  const fail = (sentence: string, answer?: string): void => {
    get().logTurn({ ...told, sentence, isProblem: true, ...(answer !== undefined && { answer }) });
    get().notify({ severity: "error", text: `${line.name}: ${sentence}` });
  };
  if (isWebSocketUrl(runUrl)) return fail("The answer was not sent: it goes by POST, which a WebSocket has not.");
  if ((way.kept?.url ?? way.url) !== runUrl)
    return fail("The answer was not sent: the endpoint is another one now. Enter the one that asked.");
  const target = checkTarget({ ...way, url: post.url });
  if (!target.ok) return fail(`The answer was not sent. ${target.error}`);
  tell("The answer is being posted.");
  // From here on the agent may have it, whatever becomes of the page.
  keep(`AG-UI Scope answered ${line.name} beside the stream: POST ${withoutCredentials(shown.url)} ${shown.body}`);
  const answer = await answerTo({ ...target.value, body: post.body }, way, signal);
  const { isProblem, sentence } = outcomeOf(answer);
  const { text } = answer;
  keep(`${line.name}: ${sentence}${text === "" ? "" : ` It says: ${text}`}`);
  if (isProblem) fail(sentence, text);
  else tell(sentence, text);
}

function outcomeOf({ response, broken }: PostAnswer): { readonly isProblem: boolean; readonly sentence: string } {
  if (!response)
    return { isProblem: true, sentence: `The answer could not be posted: ${broken ?? "nothing came back"}.` };
  const said = `HTTP ${response.status} ${response.statusText}`.trimEnd();
  if (response.status < 200 || response.status > 299)
    return { isProblem: true, sentence: `The answer was posted and refused with ${said}.` };
  if (broken !== undefined)
    return { isProblem: true, sentence: `The answer was posted, and ${said} broke off: ${broken}.` };
  return { isProblem: false, sentence: `The answer was posted: ${said}.` };
}

interface PostAnswer {
  readonly response: WireResponse | undefined;
  /** What came back, its beginning where that is long. */
  readonly text: string;
  /** Why it is not all there is. */
  readonly broken: string | undefined;
}

async function answerTo(
  request: OutgoingRequest,
  { transport, kept }: ReturnType<typeof wayTo>,
  signal: AbortSignal,
): Promise<PostAnswer> {
  // Servers and networks repeat the address that they fail at, and its secrets with it.
  const shown = (said: string): string => kept?.hide(said) ?? said;
  const decoder = new TextDecoder();
  let response: WireResponse | undefined;
  let broken: string | undefined;
  let text = "";
  let more = 0;
  await transport.run(
    request,
    (told) => {
      if (told.type === "response") ({ response } = told);
      else if (told.type === "chunk" && text.length < MOST_SHOWN) text += decoder.decode(told.bytes, { stream: true });
      else if (told.type === "chunk") more += told.bytes.length;
      else if (told.type === "end" && told.reason !== "complete") broken = shown(told.message) || told.reason;
    },
    signal,
  );
  text = shown(text);
  more += Math.max(0, text.length - MOST_SHOWN);
  return { response, broken, text: more > 0 ? `${text.slice(0, MOST_SHOWN)}… and ${more} bytes more` : text };
}
