import { useEffect, useState } from "react";
import { waitingFor } from "#src/run/diagnosis/waiting.ts";
import { parseInjection } from "#src/transport/faults/injection.ts";
import { useReading } from "#src/ui/useScope.ts";
import styles from "./StatusBar.module.css";

/** How long the run on screen has been quiet, brought up to date each second. */
export function WaitingTime() {
  const reading = useReading();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const exchange = reading.log.exchanges.at(-1);
  if (!exchange) return null;
  const lastSeq = reading.length >= exchange.firstSeq ? reading.length : 0;
  const injection = reading.log.notes.findLast(
    ({ code, exchange: of }) => code === "injected" && of === exchange.index,
  );
  const waiting = waitingFor(exchange, {
    elapsed: now - exchange.request.startedAt,
    lastArrival: reading.log.lastArrival,
    lastSeq,
    lastType: lastSeq === 0 ? undefined : reading.typeAt(lastSeq),
    injected: injection && parseInjection(injection.detail)?.says,
  });
  if (!waiting) return null;
  return (
    <span role="timer" aria-label="Waiting" className={styles.waiting} title={waiting.why}>
      {waiting.text}
    </span>
  );
}
