import { FILTER_HELP } from "#src/analysis/filter/filterHelp.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { COMMAND_GROUPS, COMMANDS } from "./commands.ts";
import { MOD_KEY } from "./modKey.ts";
import { useModal } from "./useModal.ts";
import styles from "./HelpSheet.module.css";

/** All shortcuts, made from the list of commands, and the language of the filter. The native dialog brings focus handling and closing by Escape. */
export function HelpSheet({ onClose }: { readonly onClose: () => void }) {
  const dialog = useModal();
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-labelledby="help-title"
      onClose={() => dialog.current?.open === false && onClose()}
    >
      <header className={styles.header}>
        <h2 id="help-title">Shortcuts</h2>
        <Button variant="ghost" size="sm" icon="close" aria-label="Close" onClick={() => dialog.current?.close()} />
      </header>
      <div className={styles.groups}>
        {COMMAND_GROUPS.map((group) => (
          <section key={group} className={styles.group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group).map(({ id, title, shown }) => (
                <div key={id} className={styles.item}>
                  <dt>{title}</dt>
                  <dd>
                    <kbd>{shown}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className={styles.note}>
        While a text field has the focus, only shortcuts with {MOD_KEY} work; Esc leads from it to the Timeline.
      </p>
      <section className={styles.filter} aria-labelledby="help-filter">
        <h3 id="help-filter">What can stand in the filter</h3>
        <dl className={styles.terms}>
          {FILTER_HELP.map(({ term, finds }) => (
            <div key={term} className={styles.term}>
              <dt>
                <code>{term}</code>
              </dt>
              <dd>{finds}</dd>
            </div>
          ))}
        </dl>
        <p>An event must meet all terms. The field completes them as you type.</p>
      </section>
    </dialog>
  );
}
