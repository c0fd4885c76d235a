import { Fragment } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { stringifyJson } from "#src/lib/stringifyJson.ts";
import type { Message } from "#src/protocol/events.ts";
import type { ToolCallView } from "#src/reconstruction/types.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import styles from "./Compare.module.css";

/** Characters shown of one text, and of one that is no prose: media may be written out in it. */
const MOST = 4000;
const MOST_CODE = 1000;

/** What a message says. */
export function MessageCell({ message }: { readonly message: Message }) {
  const content = "content" in message ? message.content : undefined;
  const calls = "toolCalls" in message ? message.toolCalls : undefined;
  return (
    <>
      <b>{message.role}</b>
      {content !== undefined && content !== "" && (
        <Text code={typeof content !== "string"}>
          {typeof content === "string" ? content : stringifyJson(content as JsonValue, 2)}
        </Text>
      )}
      {calls?.map(({ id, function: { name, arguments: given } }) => (
        <Fragment key={id}>
          <Text code>{`${name} ${given}`}</Text>
        </Fragment>
      ))}
    </>
  );
}

/** What a tool call asked for and got. */
export function CallCell({ call }: { readonly call: ToolCallView }) {
  const { name, arguments: given, result, status } = call;
  const content = result?.content;
  return (
    <>
      <b>{name}</b>
      <Text code>{given === "" ? "no arguments" : given}</Text>
      {content === undefined ? (
        <i>{status === "streaming" ? "its arguments are not complete" : "no result"}</i>
      ) : (
        <Text code>{`→ ${typeof content === "string" ? content : stringifyJson(content, 2)}`}</Text>
      )}
      {result?.error !== undefined && <Text code>{`failed: ${result.error}`}</Text>}
    </>
  );
}

/** A text, or its beginning. */
export function Text({ children, code = false }: { readonly children: string; readonly code?: boolean }) {
  const most = code ? MOST_CODE : MOST;
  const more = children.length - most;
  return (
    <p className={code ? styles.code : styles.words}>
      {children.slice(0, most)}
      {more > 0 && <i> {formatCount(more)} characters more.</i>}
    </p>
  );
}
