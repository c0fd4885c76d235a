import type { Result } from "#src/lib/result.ts";
import type { CodeKind } from "#src/run/codegen/codeFor.ts";
import type { CodeVariable } from "#src/run/codegen/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { plural } from "#src/ui/panels/event/format.ts";
import { shownCode } from "./shownCode.ts";
import styles from "./CodeSheet.module.css";

/** What has to be there before the code does anything. */
const NEEDS: Readonly<Record<CodeKind, string>> = {
  curl: "Needs curl and a POSIX shell.",
  fetch: "Needs Node 20 or newer, or a browser that the agent lets in.",
  client: "Needs npm install @ag-ui/client, in a project of ES modules.",
  httpx: "Needs pip install httpx.",
  "python-package": "Needs pip install ag-ui-protocol httpx.",
};

interface CodePaneProps {
  readonly kind: CodeKind;
  readonly code: Result<string>;
  readonly variables: readonly CodeVariable[];
}

/** One code, what it needs, and the secrets that it leaves to its environment. */
export function CodePane({ kind, code, variables }: CodePaneProps) {
  if (!code.ok) return <p className={styles.none}>{code.error}</p>;
  const { text, leftOut } = shownCode(code.value);
  return (
    <div className={styles.pane}>
      <div className={styles.notes}>
        <p className={styles.note}>{NEEDS[kind]}</p>
        <CopyButton text={code.value} label="Copy the code" showLabel />
      </div>
      {variables.length > 0 && <Variables variables={variables} />}
      {/* Code is wider and longer than its place: keys must be able to scroll it. */}
      <pre className={styles.code} role="region" aria-label="The code" tabIndex={0}>
        {text}
      </pre>
      {leftOut > 0 && (
        <p className={styles.foot}>{plural(leftOut, "more character")} are not shown here; copying takes all of it.</p>
      )}
    </div>
  );
}

function Variables({ variables }: Pick<CodePaneProps, "variables">) {
  const [first] = variables;
  return (
    <div className={styles.secrets}>
      <p>
        Secrets are not in the code. Set {variables.length === 1 ? "this variable" : "these variables"} first: in a
        POSIX shell with <code>export {first?.name}=…</code>, in PowerShell with <code>$env:{first?.name} = "…"</code>.
      </p>
      <dl className={styles.variables} aria-label="Variables to set">
        {variables.map(({ name, about }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
