import { useState } from "react";
import { enter, hear, startEcho } from "./echo.ts";

/** The value to show for one that the server holds, and how to enter another. `send` tells the server. */
export function useShared<Value>(told: Value, send: (value: Value) => void): [Value, (value: Value) => void] {
  const [echo, setEcho] = useState(() => startEcho(told));
  if (echo.told !== told) setEcho(hear(echo, told));
  return [
    echo.shown,
    (value) => {
      setEcho((now) => enter(now, value));
      send(value);
    },
  ];
}
