import type { Turn } from "#src/store/turnTypes.ts";
import { useScope } from "#src/ui/useScope.ts";
import { HeldNote } from "./HeldNote.tsx";
import { MakingNote } from "./MakingNote.tsx";
import { ReviewStrip } from "./ReviewStrip.tsx";
import { TurnLogNote } from "./TurnLogNote.tsx";
import { VerdictStrip } from "./VerdictStrip.tsx";
import { WaitingStrip } from "./WaitingStrip.tsx";

/** Below what it means: what waits for the user, and what was done without him. Nothing while there is neither. */
export function WaitingPanel() {
  const turn = useScope((state) => (state.turn?.session === state.session.id ? state.turn : undefined));
  return (
    <>
      <TurnLogNote />
      {turn && <TurnPart turn={turn} />}
    </>
  );
}

function TurnPart({ turn }: { readonly turn: Turn }) {
  const { review, heldUntil, verdict } = turn;
  if (review) return <ReviewStrip key={review.id} turn={turn} review={review} />;
  if (heldUntil !== undefined) return <HeldNote until={heldUntil} />;
  if (verdict) return <VerdictStrip verdict={verdict} />;
  const isAsking = turn.open.length > 0 && (turn.isCapped || turn.asked.length > 0);
  const making = turn.isCapped
    ? []
    : turn.pauses.filter(({ id }) => turn.open.includes(id) && !turn.asked.includes(id));
  return (
    <>
      {making.length > 0 && <MakingNote pauses={making} />}
      {/* Another run asks anew, in whatever words. */}
      {isAsking && <WaitingStrip key={`${turn.session} ${turn.round}`} turn={turn} />}
    </>
  );
}
