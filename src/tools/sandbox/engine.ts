import variant from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSWASMModule,
} from "quickjs-emscripten-core";
import { err, ok, type Result } from "#src/lib/result.ts";
import { eraseTypes } from "./eraseTypes.ts";
import { PRELUDE } from "./prelude.ts";
import { type Locate, noJavaScript, OUT_OF_MEMORY, outOfTime, STUCK, thrownError } from "./scriptErrors.ts";
import { SCRIPT_LIMITS, type ScriptError } from "./types.ts";

/** One script to run once. */
export interface ScriptJob {
  readonly source: string;
  /** The globals of the script as JSON text. */
  readonly contextText: string;
  readonly timeoutMs: number;
}

const PAGE_BYTES = 65_536;
const INITIAL_BYTES = 16 * 1024 * 1024;
/** More than this, and the engine's own stack, or a worker's, is over before the engine notices. */
const STACK_BYTES = 128 * 1024;
const JOBS_AT_ONCE = 100;
/** The wrapper puts this many lines above the script. */
const LINES_BEFORE = 1;

/** A JavaScript engine that has run nothing yet. */
export interface ScriptEngine {
  readonly module: QuickJSWASMModule;
  readonly memory: WebAssembly.Memory;
}

/** A JavaScript engine of its own in a memory that cannot grow beyond the limit. `wasm`: the bytes of the engine. */
export async function loadEngine(wasm: ArrayBuffer): Promise<ScriptEngine> {
  const memory = new WebAssembly.Memory({
    initial: INITIAL_BYTES / PAGE_BYTES,
    maximum: SCRIPT_LIMITS.memoryBytes / PAGE_BYTES,
  });
  // The location is never asked for; without one the engine would work it out from the address of its file, and a blob has none.
  const own = newVariant(variant, { wasmBinary: wasm, wasmMemory: memory, wasmLocation: "engine.wasm" });
  return { module: await newQuickJSWASMModuleFromVariant(own), memory };
}

/** Whether the memory has grown as far as it gets: it grows by steps, the last of which may no longer fit. */
const isFull = ({ memory }: ScriptEngine): boolean => memory.buffer.byteLength > SCRIPT_LIMITS.memoryBytes * 0.9;

/**
 * Runs a script to its end: its answer as JSON text, or undefined where it returned nothing. The engine knows the language and the
 * globals of the prelude, and nothing of a browser. It is for one script: what a script left behind is not cleared away.
 */
export async function runInEngine(
  engine: ScriptEngine,
  { source, contextText, timeoutMs }: ScriptJob,
  write: (line: string) => void,
): Promise<Result<string | undefined, ScriptError>> {
  const deadline = Date.now() + timeoutMs;
  const isOver = (): boolean => Date.now() >= deadline;
  const erased = eraseTypes(source);
  if (!erased.ok) return erased;
  const lines = source.split("\n");
  const locate: Locate = (line, column) => {
    const own = line - LINES_BEFORE;
    // What is missing at the end is only noticed in the wrapper's own last line.
    if (own > lines.length) return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
    return { line: own, column: erased.value.columnOf(own, column) };
  };
  try {
    const runtime = engine.module.newRuntime();
    runtime.setMaxStackSize(STACK_BYTES);
    runtime.setInterruptHandler(isOver);
    const context = runtime.newContext();
    const run = new Run(context, locate, deadline, timeoutMs);
    const started = run.start(source, erased.value.code, contextText, write);
    const ended = started.ok ? await run.untilEnd(started.value) : started;
    // A rejection may be lost where there is no memory left to tell of it.
    return !ended.ok && ended.error === STUCK && isFull(engine) ? err(OUT_OF_MEMORY) : ended;
  } catch (thrown) {
    // The engine itself gave up, and what it would say of the place is lost with it.
    if (isOver()) return err(outOfTime(timeoutMs));
    return err(isFull(engine) ? OUT_OF_MEMORY : thrownError(String(thrown), "", locate));
  }
}

interface Started {
  /** What the prelude returned. */
  readonly control: QuickJSHandle;
  /** What the script returned. */
  readonly promise: QuickJSHandle;
}

class Run {
  constructor(
    private readonly context: QuickJSContext,
    private readonly locate: Locate,
    private readonly deadline: number,
    private readonly timeoutMs: number,
  ) {}

  /** The globals, and the script up to its first `await`. */
  start(
    source: string,
    code: string,
    contextText: string,
    write: (line: string) => void,
  ): Result<Started, ScriptError> {
    const { context } = this;
    const control = this.startPrelude(contextText, write);
    if (!control.ok) return control;
    const answer = context.evalCode(`"use strict"; (async function answer() {\n${code}\n})`, "script.ts");
    if (answer.error) {
      const { message, stack } = this.wordsOf(answer.error);
      return err(noJavaScript(message, stack, this.locate, source));
    }
    const promise = context.callFunction(answer.value, context.undefined);
    if (promise.error) return err(this.failure(promise.error));
    return ok({ control: control.value, promise: promise.value });
  }

  /** The script until it has answered, failed or used up its time. */
  async untilEnd({ control, promise }: Started): Promise<Result<string | undefined, ScriptError>> {
    const { context } = this;
    if (this.isOver()) return err(outOfTime(this.timeoutMs));
    const begun = this.call(control, "begin", promise);
    if (!begun.ok) return begun;
    const outcome = context.getProp(control, "outcome");
    for (;;) {
      const jobs = this.runJobs();
      if (!jobs.ok) return jobs;
      const ended = this.outcomeIn(outcome);
      if (ended) return ended;
      const next = this.call(control, "nextTimer");
      if (!next.ok) return next;
      const wait = context.getNumber(next.value);
      if (wait < 0) return err(STUCK);
      const left = this.deadline - Date.now();
      await new Promise((resolve) => setTimeout(resolve, Math.min(wait, left)));
      if (this.isOver()) return err(outOfTime(this.timeoutMs));
      const fired = this.call(control, "fire");
      if (!fired.ok) return fired;
    }
  }

  private startPrelude(contextText: string, write: (line: string) => void): Result<QuickJSHandle, ScriptError> {
    const { context } = this;
    const prelude = context.unwrapResult(context.evalCode(PRELUDE, "prelude.js"));
    const control = context.callFunction(
      prelude,
      context.undefined,
      context.newString(contextText),
      context.newFunction("write", (line) => {
        write(context.getString(line));
      }),
      context.newNumber(SCRIPT_LIMITS.resultLength),
      context.newNumber(SCRIPT_LIMITS.logLineLength),
    );
    return control.error ? err(this.failure(control.error)) : ok(control.value);
  }

  private call(control: QuickJSHandle, name: string, ...args: QuickJSHandle[]): Result<QuickJSHandle, ScriptError> {
    const { context } = this;
    const called = context.callFunction(context.getProp(control, name), context.undefined, ...args);
    return called.error ? err(this.failure(called.error)) : ok(called.value);
  }

  /** Everything that is ready to go on, unless the time is over before. */
  private runJobs(): Result<undefined, ScriptError> {
    const { runtime } = this.context;
    while (runtime.hasPendingJob()) {
      const done = runtime.executePendingJobs(JOBS_AT_ONCE);
      if (this.isOver()) return err(outOfTime(this.timeoutMs));
      if (done.error) return err(this.failure(done.error));
    }
    return ok(undefined);
  }

  private outcomeIn(outcome: QuickJSHandle): Result<string | undefined, ScriptError> | undefined {
    const words = (name: string): string => this.context.getString(this.context.getProp(outcome, name));
    const [kind, text] = [words("kind"), words("text")];
    switch (kind) {
      case "":
        return undefined;
      case "value":
        return ok(text);
      case "nothing":
        return ok(undefined);
      case "fail":
        return err({ kind, message: text });
      case "not-json":
        return err({
          kind,
          message: `What the script returned is no JSON: ${text}. Return null, booleans, numbers, strings, arrays and plain objects.`,
        });
      case "too-large":
        return err({
          kind,
          message: `What the script returned is ${text} characters of JSON; ${SCRIPT_LIMITS.resultLength} is the most. Return less.`,
        });
      default:
        return err(thrownError(text, words("stack"), this.locate));
    }
  }

  private isOver(): boolean {
    return Date.now() >= this.deadline;
  }

  private failure(error: QuickJSHandle): ScriptError {
    // Where an engine was interrupted it does not know: its place is that of some call before.
    if (this.isOver()) return outOfTime(this.timeoutMs);
    const { name, message, stack } = this.wordsOf(error);
    // Without memory for an error there is nothing to read.
    return name === "" && message === "" ? OUT_OF_MEMORY : thrownError(`${name}: ${message}`, stack, this.locate);
  }

  private wordsOf(error: QuickJSHandle): { name: string; message: string; stack: string } {
    const words = (name: string): string => this.context.getString(this.context.getProp(error, name));
    return { name: words("name"), message: words("message"), stack: words("stack") };
  }
}
