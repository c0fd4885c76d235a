import { useScope } from "#src/ui/useScope.ts";
import { MakingNote } from "./MakingNote.tsx";
import { WaitingStrip } from "./WaitingStrip.tsx";

/** Below what it means: what waits for an answer of the user. Nothing while nothing does. */
export function WaitingPanel() {
  const turn = useScope((state) => (state.turn?.session === state.session.id ? state.turn : undefined));
  if (!turn || turn.open.length === 0) return null;
  // Another run asks anew, in whatever words.
  if (turn.isCapped || turn.asked.length > 0) return <WaitingStrip key={`${turn.session} ${turn.round}`} turn={turn} />;
  return <MakingNote turn={turn} />;
}
