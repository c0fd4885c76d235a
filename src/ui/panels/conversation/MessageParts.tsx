import { useMemo, useState } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import type { ContentPart } from "#src/protocol/events.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { formatBytes } from "#src/ui/panels/event/format.ts";
import { JsonBlock } from "./JsonBlock.tsx";
import { MessageText } from "./MessageText.tsx";
import { partView, type PartView } from "./parts.ts";
import { MediaElement, RemoteMedia } from "./RemoteMedia.tsx";
import styles from "./parts.module.css";

/** The parts of a multimodal message, one below the other. */
export function MessageParts({ parts }: { readonly parts: readonly ContentPart[] }) {
  const views = useMemo(() => parts.map(partView), [parts]);
  return (
    <div className={styles.parts}>
      {views.map((view, index) => (
        <Part key={index} view={view} />
      ))}
    </div>
  );
}

function Part({ view }: { readonly view: PartView }) {
  switch (view.kind) {
    case "text":
      return <MessageText text={view.text} open={false} />;
    case "inline":
      return <InlinePart view={view} />;
    case "remote":
      return <RemoteMedia media={view.media} address={view.address} mimeType={view.mimeType} />;
    case "download":
      return (
        <div className={styles.card}>
          <span className={styles.head}>
            <b>{view.media}</b>
            <span className={styles.faint}>
              {view.mimeType || "no type"} · {formatBytes(view.bytes)}
            </span>
            <a href={view.href} download={view.media}>
              Save
            </a>
          </span>
        </div>
      );
    case "file":
      return (
        <div className={styles.card}>
          <span className={styles.head}>
            <b>{view.media}</b>
            <span className={styles.faint}>
              file held by {view.provider ?? "its provider"}
              {view.mimeType === undefined ? "" : ` · ${view.mimeType}`}
            </span>
            <CopyButton text={view.handle} label="Copy handle" />
          </span>
          <span className={styles.address}>{view.handle}</span>
        </div>
      );
    default:
      return (
        <div className={styles.card}>
          <span className={styles.head}>
            <b>unknown part</b>
          </span>
          <JsonBlock value={view.part as JsonValue} />
        </div>
      );
  }
}

function InlinePart({ view }: { readonly view: Extract<PartView, { kind: "inline" }> }) {
  const [failed, setFailed] = useState(false);
  const title = `${view.mimeType} · ${formatBytes(view.bytes)}`;
  return (
    <div className={styles.card}>
      <span className={styles.head}>
        <b>{view.media}</b>
        <span className={styles.faint}>{title}</span>
      </span>
      {failed ? (
        <span className={styles.failed}>The bytes are no {view.mimeType} that this browser can show.</span>
      ) : (
        <MediaElement
          media={view.media}
          src={view.src}
          description={`${view.media} from the agent, ${title}`}
          onError={() => setFailed(true)}
        />
      )}
    </div>
  );
}
