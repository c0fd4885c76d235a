import { memo, Suspense, useDeferredValue, useMemo, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { preloaded } from "#src/ui/components/preloaded.ts";
import { formatCount } from "#src/ui/panels/event/format.ts";
import { excerpt, isPlainLine, markdownBlocks } from "./markdownBlocks.ts";
import styles from "./MessageText.module.css";

/** Heavy, and not needed before the first message. */
export const markdown = preloaded(async () => (await import("./Markdown.lazy.tsx")).default);

/** Longer texts are shown in part until the user asks for the rest. Characters. */
const SHOWN = 60_000;
/** A longer piece is not parsed while it still grows. Characters. */
const PARSED_WHILE_GROWING = 6_000;

interface MessageTextProps {
  readonly text: string;
  /** True while more of it may come: a caret ends it. */
  readonly open: boolean;
}

/**
 * A message's text as Markdown. While it grows it is parsed piece by piece, so that a frame costs no more for a long text;
 * once it is whole it is parsed in one go, because only then do references and loose lists read right.
 */
export const MessageText = memo(function MessageText({ text, open }: MessageTextProps) {
  const [all, setAll] = useState(false);
  // A new message shows as plain text at once and is parsed when there is time: in a fast stream it may be gone by then.
  const parse = useDeferredValue(true, false);
  const shown = excerpt(text, open, all ? Infinity : SHOWN);
  const blocks = useMemo(() => (open || all ? markdownBlocks(shown.text) : [shown.text]), [shown.text, open, all]);
  const hidden = shown.before + shown.after;
  const rest = hidden > 0 && (
    <div className={styles.rest}>
      {formatCount(hidden)} {shown.before > 0 ? "earlier" : "more"} characters
      <Button size="sm" onClick={() => setAll(true)}>
        Show all
      </Button>
    </div>
  );
  return (
    <div className={open ? `${styles.text} ${styles.open}` : styles.text}>
      {shown.before > 0 && rest}
      {blocks.map((block, index) =>
        !parse || isPlain(block, open && index === blocks.length - 1) ? (
          <Plain key={index} text={block} />
        ) : (
          <Suspense key={index} fallback={<Plain text={block} />}>
            <markdown.Component text={block} />
          </Suspense>
        ),
      )}
      {text === "" && open && <div />}
      {shown.after > 0 && rest}
    </div>
  );
});

function isPlain(block: string, grows: boolean): boolean {
  return (grows && block.length > PARSED_WHILE_GROWING) || isPlainLine(block);
}

function Plain({ text }: { readonly text: string }) {
  return <div className={styles.plain}>{text}</div>;
}
