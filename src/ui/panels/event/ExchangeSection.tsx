import type { Exchange } from "#src/recording/types.ts";
import type { WireHeader } from "#src/transport/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { CodeButton } from "#src/ui/panels/code/CodeButton.tsx";
import { formatBytes, formatMs } from "./format.ts";
import { Fact } from "./RawSection.tsx";
import { Section } from "./Section.tsx";
import styles from "./EventPanel.module.css";

const END_WORDS = {
  complete: "the body ended",
  aborted: "stopped by the user",
  unreachable: "no answer",
  reset: "the connection broke",
} as const;

/** The request that the event answers, and the answer's head. Values of request headers stay hidden: they are often secrets. */
export function ExchangeSection({
  exchange,
  startsClosed = true,
}: {
  readonly exchange: Exchange;
  readonly startsClosed?: boolean;
}) {
  const { request, response, end, index } = exchange;
  return (
    <Section
      title={`Request and response ${index + 1}`}
      startsClosed={startsClosed}
      actions={
        <span className={styles.sectionActions}>
          <CodeButton quiet subject={{ kind: "recorded", request, number: index + 1 }} />
          <CopyButton text={request.body} label="Copy request body" />
        </span>
      }
    >
      <dl className={styles.facts}>
        <Fact name="request">
          <code>
            {request.method} {request.url}
          </code>
        </Fact>
        <Fact name="body">{formatBytes(new TextEncoder().encode(request.body).length)}</Fact>
        <Fact name="travels">{request.via}</Fact>
      </dl>
      <Headers title="Request headers" headers={request.headers} masked />
      <dl className={styles.facts}>
        <Fact name="response">
          {response ? (
            <code>
              {response.status} {response.statusText}
            </code>
          ) : (
            "none"
          )}
        </Fact>
        {response?.httpVersion !== undefined && <Fact name="protocol">HTTP/{response.httpVersion}</Fact>}
        {response && <Fact name="head arrived">+{formatMs(response.time)}</Fact>}
        {response?.redirected && (
          <Fact name="redirected to">
            <code>{response.url}</code>
          </Fact>
        )}
        {end && (
          <Fact name="ended">
            {END_WORDS[end.reason]} +{formatMs(end.time)}
            {end.message !== "" && `: ${end.message}`}
          </Fact>
        )}
      </dl>
      {response && <Headers title="Response headers" headers={response.headers} />}
    </Section>
  );
}

interface HeadersProps {
  readonly title: string;
  readonly headers: readonly WireHeader[];
  readonly masked?: boolean;
}

function Headers({ title, headers, masked = false }: HeadersProps) {
  if (headers.length === 0) return <p className={styles.note}>{title}: none that a page may see.</p>;
  return (
    <table className={styles.headers} aria-label={title}>
      <tbody>
        {headers.map(({ name, value }, index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value === undefined ? "value not recorded" : masked ? "••••••" : value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
