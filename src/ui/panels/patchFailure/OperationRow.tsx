import type { JsonValue } from "#src/lib/json.ts";
import { MOST_DETAILED, type FailureDetails, type TriedOperation } from "#src/lib/patchExplanation.ts";
import { shortJson } from "#src/lib/shortJson.ts";
import { FactList, NamedFact } from "#src/ui/components/FactList.tsx";
import { Icon } from "#src/ui/components/Icon.tsx";
import { formatCount, plural } from "#src/ui/panels/event/format.ts";
import styles from "./patchFailure.module.css";

const VALUE_LENGTH = 80;
const SHOWN_KEYS = 40;

interface OperationRowProps {
  readonly tried: TriedOperation;
  /** The first operation that fails. */
  readonly failedAt: number;
}

/** One operation: what it says, whether it works, and if not, why, with what is there instead. */
export function OperationRow({ tried, failedAt }: OperationRowProps) {
  const { index, operation, works, details } = tried;
  const isAfter = index > failedAt;
  const { op, path, from, value } = operation;
  return (
    <li className={works ? styles.operation : `${styles.operation} ${styles.failing}`}>
      <div className={styles.line}>
        <span className={styles.number}>{index + 1}</span>
        <b>{op}</b>
        {from !== undefined && <code className={styles.path}>{from === "" ? "(all)" : from} →</code>}
        <code className={styles.path}>{path === "" ? "(all)" : path}</code>
        {value !== undefined && <code className={styles.value}>{shortJson(value as JsonValue, VALUE_LENGTH)}</code>}
        <span className={styles.outcome}>
          <Icon name={works ? "check" : "cross"} size={12} />{" "}
          {works ? (isAfter ? "would work" : "works") : isAfter ? "would fail" : "fails"}
        </span>
      </div>
      {details && <Details details={details} />}
      {!works && !details && (
        <p className={styles.note}>The reasons of the first {MOST_DETAILED} that fail are shown.</p>
      )}
    </li>
  );
}

function Details({ details }: { readonly details: FailureDetails }) {
  const { words, pointer, found, nearest, hints } = details;
  return (
    <div className={styles.details}>
      <p>{words.charAt(0).toUpperCase() + words.slice(1)}.</p>
      <FactList>
        {found !== undefined && (
          <NamedFact name="found">
            <code>{found}</code>
          </NamedFact>
        )}
        <NamedFact name={nearest.pointer === pointer ? "there" : "nearest"}>
          <Nearest nearest={nearest} />
        </NamedFact>
      </FactList>
      {hints.map((hint) => (
        <p key={hint} className={styles.hint}>
          <Icon name="info" size={12} /> {hint}
        </p>
      ))}
    </div>
  );
}

function Nearest({ nearest }: { readonly nearest: FailureDetails["nearest"] }) {
  const { pointer, kind, keys, size, value } = nearest;
  const name = pointer === "" ? "the whole document" : pointer;
  if (kind === "scalar")
    return (
      <>
        <code>{name}</code> is <code>{value}</code>
      </>
    );
  if (kind === "array")
    return (
      <>
        <code>{name}</code> is an array of {plural(size, "element")}
        {size > 0 && `, indexes 0 to ${formatCount(size - 1)}`}
      </>
    );
  if (size === 0)
    return (
      <>
        <code>{name}</code> is an empty object
      </>
    );
  return (
    <>
      <code>{name}</code> has{" "}
      {keys.slice(0, SHOWN_KEYS).map((key) => (
        <code key={key} className={styles.key}>
          {key === "" ? '""' : key}
        </code>
      ))}
      {size > SHOWN_KEYS && ` and ${formatCount(size - SHOWN_KEYS)} more`}
    </>
  );
}
