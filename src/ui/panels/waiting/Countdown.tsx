import { useEffect, useState } from "react";
import { timeLeft } from "./timeLeft.ts";
import styles from "./WaitingStrip.module.css";

/** The time that is left for an answer. It is no live region: nobody wants to hear every second. */
export function Countdown({ expiresAt }: { readonly expiresAt: number }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span
      className={styles.countdown}
      data-expired={now > expiresAt}
      title={`${new Date(expiresAt).toLocaleString()}. An interrupt that has expired can only be cancelled.`}
    >
      {timeLeft(expiresAt, now)}
    </span>
  );
}
