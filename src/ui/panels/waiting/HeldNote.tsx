import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";
import { Countdown } from "./Countdown.tsx";
import styles from "./WaitingStrip.module.css";

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** Says until when the answers are kept back, because they are to come too late on purpose. */
export function HeldNote({ until }: { readonly until: number }) {
  const store = useScopeStore();
  return (
    <section className={styles.strip} aria-label="Answers kept back">
      <div className={styles.head}>
        <p className={styles.title} role="status">
          The answers are sent at <b>{clock.format(until)}</b>, when they are too late
        </p>
        <Countdown expiresAt={until} />
        <Button size="sm" onClick={() => store.getState().giveUp()}>
          Give up
        </Button>
      </div>
    </section>
  );
}
