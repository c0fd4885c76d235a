import { type FrameStart, SANDBOX_PATH } from "./framePage.ts";

/** What is heard from a sandbox. */
interface SandboxListener {
  /** The worker said something; whatever it is, a stranger said it. */
  said(data: unknown): void;
  /** The frame could not start the worker, or the worker threw. */
  broke(why: string): void;
}

/**
 * Starts a program in a worker of a frame that has an origin of its own and may reach nothing (see `framePolicy`). What the program and
 * the page say to each other goes through a port that nobody else has. Returns what ends it all at once, whatever it is at.
 */
export function openSandbox(start: FrameStart, listener: SandboxListener): () => void {
  const frame = document.createElement("iframe");
  frame.title = "Sandbox of a script";
  frame.hidden = true;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.referrerPolicy = "no-referrer";
  frame.src = SANDBOX_PATH;
  const control = new MessageChannel();
  const talk = new MessageChannel();
  control.port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => listener.broke(String(data)));
  talk.port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => listener.said(data));
  control.port1.start();
  talk.port1.start();
  // An opaque origin has no name to address; the frame is new and holds what our own server has at its path.
  frame.addEventListener(
    "load",
    () => frame.contentWindow?.postMessage(start, { targetOrigin: "*", transfer: [control.port2, talk.port2] }),
    { once: true },
  );
  document.body.append(frame);
  return () => {
    control.port1.close();
    talk.port1.close();
    frame.remove();
  };
}
