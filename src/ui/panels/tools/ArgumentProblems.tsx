import { useMemo } from "react";
import { callProblems } from "#src/run/pending/callProblems.ts";
import { selectTools } from "#src/store/toolSets.ts";
import { argumentProblemInWords } from "#src/tools/argumentProblems.ts";
import { useReading, useScope } from "#src/ui/useScope.ts";
import { ProblemList } from "#src/ui/components/ProblemList.tsx";

/** Most that are listed: the first ones tell what is wrong. */
const MOST = 5;

interface ArgumentProblemsProps {
  readonly name: string;
  readonly argumentsText: string;
  /** An event of the run that made the call; 0 for a call that a request brought along. */
  readonly seq: number;
}

/** Where the arguments of a call do not fit the parameters of its tool. Nothing where they do, or nobody says what they should be. */
export function ArgumentProblems({ name, argumentsText, seq }: ArgumentProblemsProps) {
  const reading = useReading();
  const mocks = useScope(selectTools);
  const problems = useMemo(
    () => callProblems(reading, mocks, { name, argumentsText, seq }),
    [reading, mocks, name, argumentsText, seq],
  );
  return (
    <ProblemList
      label="Where the arguments do not fit their schema"
      problems={problems.map((problem) => ({ severity: "warning", message: argumentProblemInWords(problem) }))}
      most={MOST}
    />
  );
}
