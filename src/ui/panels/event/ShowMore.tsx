import { Button } from "#src/ui/components/Button.tsx";
import { formatCount } from "./format.ts";

interface ShowMoreProps {
  /** How many rows the list has, and how many of them it shows. */
  readonly count: number;
  readonly shown: number;
  /** How many rows a press brings. */
  readonly step: number;
  readonly onShow: (shown: number) => void;
}

/** The button below a long list that brings its next rows and says how many are left. Nothing where all are shown. */
export function ShowMore({ count, shown, step, onShow }: ShowMoreProps) {
  const rest = count - shown;
  if (rest <= 0) return null;
  return (
    <Button size="sm" variant="ghost" onClick={() => onShow(shown + step)}>
      Show {formatCount(Math.min(rest, step))} more of {formatCount(rest)}
    </Button>
  );
}
