import type { RequestProfile } from "#src/store/environmentTypes.ts";
import { exportProfile } from "#src/store/requestProfileFile.ts";
import type { ScopeState } from "#src/store/types.ts";
import { downloadText } from "#src/ui/components/downloadText.ts";

/** Hands a profile to the browser as a file. */
export function exportAsFile(profile: RequestProfile, state: ScopeState): void {
  const name = profile.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "") || "request";
  downloadText(`${name}.request.json`, [exportProfile(profile, state)], "application/json");
}
