import styles from "./messages.module.css";

/** Says which subagent something belongs to. */
export function SubagentLabel({ name }: { readonly name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <span className={styles.subagent} title={`Subagent ${name}`}>
      {name}
    </span>
  );
}
