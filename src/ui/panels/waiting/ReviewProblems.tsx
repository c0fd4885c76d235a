import type { InputProblem } from "#src/run/types.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";

/** Most that are listed; the editor marks all. */
const MOST = 4;

/** What is wrong with the next request. It can be sent all the same. */
export function ReviewProblems({ problems }: { readonly problems: readonly InputProblem[] }) {
  return <ProblemList label="Problems of the next request" problems={problems} most={MOST} />;
}
