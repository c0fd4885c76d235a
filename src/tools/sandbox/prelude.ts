/**
 * The first code in the engine, in plain JavaScript because the engine reads text: a function of the call as JSON text, of the host's
 * `write(line)` and of the limits, that makes the globals of a script and returns what the host drives it by. It keeps the functions
 * that it needs, so that a script that replaces them breaks its own answer only.
 */
export const PRELUDE = `(function (contextText, write, resultLength, lineLength) {
  "use strict";
  const { parse, stringify } = JSON;
  const { now } = Date;
  const { isFinite } = Number;
  const { defineProperty } = Object;
  const text = String;
  const cut = Function.prototype.call.bind(String.prototype.slice);

  const global = (name, value) =>
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  const context = parse(contextText);
  for (const name of ["args", "state", "messages", "callIndex", "name", "argumentsText"]) global(name, context[name]);

  class Failure {
    constructor(message) {
      this.message = text(message);
    }
  }
  global("fail", (message) => {
    throw new Failure(message);
  });

  const shown = (value) => {
    if (typeof value === "string") return value;
    if (value instanceof Error) return text(value);
    try {
      return stringify(value) ?? text(value);
    } catch {
      return text(value);
    }
  };
  const log = (...values) => {
    let line = "";
    for (const value of values) line += (line === "" ? "" : " ") + cut(shown(value), 0, lineLength);
    write(cut(line, 0, lineLength));
  };
  global("console", { log, info: log, debug: log, warn: log, error: log });

  let timers = [];
  let lastTimer = 0;
  const later = (callback, ms, values) => {
    if (typeof callback !== "function") throw new TypeError("setTimeout needs a function");
    const wait = Number(ms);
    timers = [...timers, { id: ++lastTimer, at: now() + (wait > 0 ? wait : 0), callback, values }];
    return lastTimer;
  };
  global("setTimeout", (callback, ms, ...values) => later(callback, ms, values));
  global("clearTimeout", (id) => {
    timers = timers.filter((timer) => timer.id !== id);
  });
  global("sleep", (ms) => new Promise((resolve) => void later(resolve, ms, [])));

  const outcome = { kind: "", text: "", stack: "" };
  const end = (kind, words = "", stack = "") => {
    if (outcome.kind !== "") return;
    outcome.kind = kind;
    outcome.text = words;
    outcome.stack = stack;
  };
  const threw = (error) => {
    if (error instanceof Failure) return end("fail", error.message);
    try {
      if (error instanceof Error) end("thrown", text(error), text(error.stack));
      else end("thrown", cut(shown(error), 0, lineLength));
    } catch {
      end("thrown", "a value that cannot be shown");
    }
  };
  class NoJson extends Error {}
  // JSON would leave these out or say null: half of an answer is worse than none.
  const checked = (key, value) => {
    let bad = "";
    if (typeof value === "function" || typeof value === "symbol") bad = "a " + typeof value;
    if (typeof value === "number" && !isFinite(value)) bad = text(value);
    if (value instanceof Map || value instanceof Set) bad = "a Map or a Set";
    if (bad !== "") throw new NoJson((key === "" ? "it" : key) + " is " + bad);
    return value;
  };
  const returned = (value) => {
    if (value === undefined) return end("nothing");
    let json;
    try {
      json = stringify(value, checked);
    } catch (error) {
      return end("not-json", text(error && error.message), text(error && error.stack));
    }
    if (json === undefined) end("not-json", "it is a " + typeof value);
    else if (json.length > resultLength) end("too-large", text(json.length));
    else end("value", json);
  };

  return {
    outcome,
    async begin(answer) {
      try {
        returned(await answer);
      } catch (error) {
        threw(error);
      }
    },
    // Milliseconds until the next timer, or -1.
    nextTimer() {
      let at = -1;
      for (const timer of timers) if (at < 0 || timer.at < at) at = timer.at;
      if (at < 0) return -1;
      const wait = at - now();
      return wait > 0 ? wait : 0;
    },
    // Calls one timer that is due.
    fire() {
      let first;
      for (const timer of timers) if (first === undefined || timer.at < first.at) first = timer;
      if (first === undefined) return;
      timers = timers.filter((timer) => timer !== first);
      try {
        first.callback(...first.values);
      } catch (error) {
        threw(error);
      }
    },
  };
})`;
