import { addressOf, addressProblem } from "#src/store/address.ts";
import { useScope } from "#src/ui/useScope.ts";
import styles from "./EndpointField.module.css";

/** What an address with variables means now, or what it lacks. It shows while its field has the focus, and is told to assistive technology anyway. */
export function AddressNote({ id }: { readonly id: string }) {
  const { shown, problems } = useScope(addressOf);
  const problem = useScope(addressProblem);
  const warning = problems.find(({ severity }) => severity === "warning")?.message;
  return (
    <div id={id} className={styles.note}>
      {problem === undefined ? (
        <>
          <span>
            Sends to <code>{shown}</code>
          </span>
          {warning !== undefined && <span className={styles.warning}>{warning}</span>}
        </>
      ) : (
        <span className={styles.error}>{problem}</span>
      )}
    </div>
  );
}
