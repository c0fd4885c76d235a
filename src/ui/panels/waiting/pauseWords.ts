import { parseJson } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import { DIALECTS } from "#src/run/dialects/dialects.ts";
import type { Pause } from "#src/run/pending/types.ts";

/** Who waits: the tool, else what the agent calls the interrupt, else the agent. */
export const pauseName = ({ toolCall, interrupt }: Pick<Pause, "toolCall" | "interrupt">): string =>
  toolCall?.name ?? interrupt?.reason ?? "The agent";

/** How a pause was asked, in the words of its dialect: "AG-UI 1.0 interrupt". */
export const dialectName = ({ dialect }: Pick<Pause, "dialect">): string =>
  DIALECTS.find(({ id }) => id === dialect)?.name ?? dialect;

/** The other ways in which the same was heard. */
export const otherChannels = ({ dialect, channels }: Pick<Pause, "dialect" | "channels">): readonly string[] =>
  DIALECTS.flatMap(({ id, name }) => (id !== dialect && channels.includes(id) ? [name] : []));

/** What the agent asks about, laid out for reading: the arguments of the call, else what its channel said. Undefined where there is nothing. */
export function subjectText({ toolCall, source }: Pick<Pause, "toolCall" | "source">): string | undefined {
  if (!toolCall) return source === undefined ? undefined : stringifyJson(source, 2);
  const args = parseJson(toolCall.argumentsText);
  return args === undefined ? toolCall.argumentsText : stringifyJson(args, 2);
}
