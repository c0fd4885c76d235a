import { spawn } from "node:child_process";

/** Opens `url` in the default browser. No shell is involved, so nothing in the URL can be read as a command. */
export function openBrowser(url: string, onFailure: () => void): void {
  const [command, ...args] = launcher(process.platform, url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", onFailure);
  child.once("exit", (code) => {
    if (code !== 0) onFailure();
  });
  child.unref();
}

/** Program and arguments that open a URL on this platform. */
export function launcher(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === "darwin") return ["open", url];
  // "start" exists only inside a shell.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}
