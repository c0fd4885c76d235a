import { memo, useMemo, useState } from "react";
import type { JsonValue } from "#src/lib/json.ts";
import { prettyJson, withoutClosers } from "./prettyJson.ts";
import jsonColors from "#src/ui/components/jsonColors.module.css";
import styles from "./JsonBlock.module.css";

interface JsonBlockProps {
  readonly value: JsonValue;
  /** Set while the JSON is still being received: how many brackets are open, and whether a string is. */
  readonly unfinished?: { readonly open: number; readonly inString: boolean } | undefined;
}

const EVERYTHING = { maxLines: 2000, maxString: 20_000 };

/** A JSON value as compact, coloured text. Long values are cut until the user asks for more. */
export const JsonBlock = memo(function JsonBlock({ value, unfinished }: JsonBlockProps) {
  const [all, setAll] = useState(false);
  const { lines, more } = useMemo(() => {
    const pretty = prettyJson(value, all ? EVERYTHING : {});
    return unfinished && !pretty.more ? withoutClosers(pretty, unfinished.open, unfinished.inString) : pretty;
  }, [value, all, unfinished]);
  const cut = more || lines.some(({ tokens }) => tokens.some((token) => token.kind === "elided"));
  return (
    <div className={styles.block}>
      {lines.map(({ indent, tokens }, index) => (
        <div key={index} className={styles.line} style={{ paddingInlineStart: `${indent * 2}ch` }}>
          {tokens.map((token, place) => (
            <span key={place} className={jsonColors[token.kind] ?? styles[token.kind]}>
              {token.text}
            </span>
          ))}
          {unfinished && index === lines.length - 1 && <span className={styles.caret} />}
        </div>
      ))}
      {cut && (
        <div className={styles.more}>
          {all ? (
            "Too long for this place. The Event view has the rest."
          ) : (
            <button type="button" className={styles.moreButton} onClick={() => setAll(true)}>
              Show all
            </button>
          )}
        </div>
      )}
    </div>
  );
});
