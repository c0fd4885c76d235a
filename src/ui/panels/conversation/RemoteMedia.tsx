import { useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { isFetchable, safeLink } from "./links.ts";
import type { Media } from "./parts.ts";
import styles from "./parts.module.css";

interface RemoteMediaProps {
  readonly media: Media | "document";
  readonly address: string;
  readonly description?: string | undefined;
  readonly mimeType?: string | undefined;
}

/** Something that lies at an address. Nothing is fetched until the user presses the button, because fetching tells the other side who looks. */
export function RemoteMedia({ media, address, description, mimeType }: RemoteMediaProps) {
  const [shown, setShown] = useState<"no" | "yes" | "failed">("no");
  const link = safeLink(address);
  const loadable = media !== "document" && isFetchable(address);
  return (
    <span className={styles.card}>
      <span className={styles.head}>
        <b>{media}</b>
        {mimeType !== undefined && <span className={styles.faint}>{mimeType}</span>}
        {description !== undefined && description !== "" && <span className={styles.description}>{description}</span>}
      </span>
      <span className={styles.address}>{address || "no address"}</span>
      <span className={styles.actions}>
        {loadable && shown === "no" && (
          <Button size="sm" onClick={() => setShown("yes")}>
            Load {media}
          </Button>
        )}
        {link !== undefined && (
          <a href={link} target="_blank" rel="noopener noreferrer">
            Open
          </a>
        )}
        <CopyButton text={address} label="Copy address" />
        {shown === "failed" && <span className={styles.failed}>It could not be loaded as {media}.</span>}
      </span>
      {shown === "yes" && (
        <MediaElement
          media={media as Media}
          src={address}
          description={description ?? address}
          onError={() => setShown("failed")}
        />
      )}
    </span>
  );
}

interface MediaElementProps {
  readonly media: Media;
  readonly src: string;
  readonly description: string;
  readonly onError: () => void;
}

/** The browser's own element for an image, a sound or a film. */
export function MediaElement({ media, src, description, onError }: MediaElementProps) {
  if (media === "image")
    return <img className={styles.media} src={src} alt={description} referrerPolicy="no-referrer" onError={onError} />;
  const shared = { className: styles.media, src, controls: true, preload: "none", "aria-label": description, onError };
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- an agent's stream brings no captions
  return media === "audio" ? <audio {...shared} /> : <video {...shared} />;
}
