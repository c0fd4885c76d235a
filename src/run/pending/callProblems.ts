import type { JsonValue } from "#src/lib/json.ts";
import type { Reading } from "#src/reconstruction/reading.ts";
import { argumentProblems, argumentProblemsBy } from "#src/tools/argumentProblems.ts";
import type { SchemaProblem } from "#src/tools/schemaFailures.ts";
import type { MockTool } from "#src/tools/types.ts";
import { offeredTools } from "./offeredTools.ts";

/** A tool call whose arguments have all come. */
export interface WholeCall {
  readonly name: string;
  readonly argumentsText: string;
  /** An event of the run that made it; 0 for a call that a request brought along. */
  readonly seq: number;
}

/**
 * Where the arguments of a call do not fit the parameters of its tool: those that its own request offered, and where that says nothing of the tool,
 * as a capture without a request does, those of the mock tool of the name. None where nobody says how the arguments should be.
 */
export function callProblems(
  reading: Reading,
  mocks: readonly MockTool[],
  { name, argumentsText, seq }: WholeCall,
): readonly SchemaProblem[] {
  const schema = offeredTo(reading, seq, name);
  if (schema !== undefined) return argumentProblemsBy(schema, argumentsText);
  const mock = mocks.find((tool) => tool.name === name);
  return mock ? argumentProblems(mock, argumentsText) : [];
}

function offeredTo({ log }: Reading, seq: number, name: string): JsonValue | undefined {
  const exchange = seq > 0 ? log.exchangeOf(seq) : log.exchanges[0];
  return exchange && offeredTools(exchange.request).get(name);
}
