import { mockFrom } from "#src/tools/mockFrom.ts";
import type { ScopeStore } from "#src/store/store.ts";
import { seenCalls } from "./seenCalls.ts";

/** Makes a mock tool out of the calls of a name in the recording on screen, adds it to the set in use, and opens its editor. */
export function mockCall(store: ScopeStore, name: string): void {
  const { session, addTools, editTool, notify } = store.getState();
  const calls = seenCalls(session.reading.viewAt(session.reading.length).toolCalls).get(name) ?? [];
  const { tool, unread } = mockFrom(name, calls, crypto.randomUUID());
  addTools([tool]);
  editTool(tool.id);
  if (unread === 0) return;
  const text =
    unread === calls.length
      ? `No call of ${name} had arguments that are JSON, so its schema allows any object.`
      : `${unread} of ${calls.length} calls of ${name} had arguments that are no JSON: its schema comes from the others.`;
  notify({ severity: "info", text });
}
