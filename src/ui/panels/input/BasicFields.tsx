import { useId, useState } from "react";
import { basicProblem, basicValue, readBasicValue } from "#src/run/basicCredentials.ts";
import { PrivateInput } from "#src/ui/components/PrivateInput.tsx";
import styles from "./fields.module.css";

interface BasicFieldsProps {
  /** The header's value when the fields appeared. */
  readonly value: string;
  readonly isShown: boolean;
  /** A new row takes the focus. */
  readonly isNew: boolean;
  readonly onChange: (value: string) => void;
}

/** User name and password, which make the value of an Authorization header. */
export function BasicFields({ value, isShown, isNew, onChange }: BasicFieldsProps) {
  // Kept apart from the value, which cannot tell a colon in the user name from the one after it.
  const [entered, setEntered] = useState(() => readBasicValue(value) ?? { user: "", password: "" });
  const problem = basicProblem(entered);
  const problemId = useId();
  const change = (part: Partial<typeof entered>): void => {
    const next = { ...entered, ...part };
    setEntered(next);
    onChange(basicValue(next));
  };
  return (
    <>
      <div className={styles.row}>
        <PrivateInput
          className={styles.inner}
          aria-label="User name"
          placeholder="user name"
          autoCapitalize="off"
          data-1p-ignore=""
          value={entered.user}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={isNew}
          onText={(user) => change({ user })}
        />
      </div>
      <div className={styles.row}>
        <PrivateInput
          className={styles.inner}
          type={isShown ? "text" : "password"}
          aria-label="Password"
          placeholder="password"
          autoComplete="new-password"
          data-1p-ignore=""
          value={entered.password}
          onText={(password) => change({ password })}
        />
      </div>
      {problem !== undefined && (
        <p id={problemId} className={`${styles.row} ${styles.error} ${styles.inset}`}>
          {problem}
        </p>
      )}
    </>
  );
}
