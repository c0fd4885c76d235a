import { useEffect, useState } from "react";
import { Button } from "#src/ui/components/Button.tsx";
import { useScopeStore } from "#src/ui/useScope.ts";

/** Sends the request again, from the time on that the agent named. It never presses itself. */
export function RetryButton({ at }: { readonly at: number }) {
  const store = useScopeStore();
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((at - now) / 1000));
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isOver]);
  return (
    <Button size="sm" disabled={left > 0} onClick={() => void store.getState().run()}>
      {left > 0 ? `Try again in ${left} s` : "Try again"}
    </Button>
  );
}
