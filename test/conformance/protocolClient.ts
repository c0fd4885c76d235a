import { CompatibilityBoundary, enforceEvents, parseSSEStream, transformChunks, verifyEvents } from "@ag-ui/client";
import type { AguiEvent } from "#src/protocol/events.ts";

type Observer = Parameters<ReturnType<typeof parseSSEStream>["subscribe"]>[0] & object;

const encoder = new TextEncoder();

/** The stages of `@ag-ui/client` 1.0 that judge a stream, fed frame by frame, so that each verdict has a frame number. */
export class OfficialClient {
  /** What subscribers would see: after compatibility, enforcement and, unless left out, chunk expansion and verification. */
  readonly events: AguiEvent[] = [];
  /** The first error, with the number of the frame that raised it. */
  failure: { readonly seq: number; readonly message: string } | undefined;
  private seq = 0;
  private source: { next(value: unknown): void; complete(): void } | undefined;

  constructor(stages: "all" | "enforcementOnly" = "all") {
    // parseSSEStream only subscribes to its source, so a plain object can stand in for the HTTP response.
    const response = { subscribe: (observer: Observer): unknown => (this.source = observer as never) };
    const parsed = parseSSEStream(response as never);
    const compatible = new CompatibilityBoundary().run(
      { threadId: "", runId: "", messages: [], tools: [], context: [] },
      { run: () => parsed } as never,
    );
    const enforced = enforceEvents()(compatible);
    const judged = stages === "all" ? verifyEvents(false)(transformChunks(false)(enforced)) : enforced;
    judged.subscribe({
      next: (event) => this.events.push(event as unknown as AguiEvent),
      error: (error: unknown) => {
        this.failure ??= { seq: this.seq, message: error instanceof Error ? error.message : String(error) };
      },
    });
  }

  /** Hands over the next frame's data. Call it for every frame, so that the numbers fit. */
  push(data: string | undefined): void {
    this.seq++;
    if (data === undefined || this.failure) return;
    const lines = data.split("\n").map((line) => `data: ${line}\n`);
    this.source?.next({ type: "data", data: encoder.encode(`${lines.join("")}\n`) });
  }

  end(): void {
    this.source?.complete();
  }
}
