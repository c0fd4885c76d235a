import { RunAgentInputSchema } from "@ag-ui/core/schemas";
import type { RunAgentInput } from "@ag-ui/core";
import { z } from "zod/v4";
import { formatPointer } from "#src/lib/jsonPointer.ts";
import { paceProps } from "./scenarioTools.ts";
import type { InputIssue, Scenario } from "./types.ts";

// The bundler leaves out the messages that zod sets up for itself.
z.config(z.locales.en());

/** A request body checked, or everything that is wrong with it. */
export type CheckedInput =
  { readonly ok: true; readonly input: RunAgentInput } | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** Checks a parsed body against RunAgentInput of AG-UI 1.0 and what this scenario reads from `forwardedProps`. */
export function checkInput(body: unknown, scenario: Scenario): CheckedInput {
  const parsed = RunAgentInputSchema.safeParse(body);
  if (!parsed.success) return { ok: false, issues: flatten(parsed.error.issues, []) };
  const input = parsed.data as RunAgentInput;
  const props: unknown = input.forwardedProps ?? {};
  const issues = [paceProps, scenario.props].flatMap((schema) => {
    const result = schema?.safeParse(props);
    return result?.success === false ? flatten(result.error.issues, ["forwardedProps"]) : [];
  });
  return issues.length === 0 ? { ok: true, input } : { ok: false, issues: unique(issues) };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function flatten(issues: readonly Issue[], base: Path): InputIssue[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path];
    if (issue.code !== "invalid_union") return [{ path: pointer(path), message: issue.message }];
    if (issue.errors.length === 0) return [{ path: pointer(path), message: "Not one of the values that 1.0 knows" }];
    // The branch that got furthest into the value is the one that was meant.
    const deepest = issue.errors.map((branch) => Math.max(0, ...branch.map((each) => each.path.length)));
    const furthest = Math.max(...deepest);
    const branches = furthest === 0 ? issue.errors : issue.errors.filter((_, index) => deepest[index] === furthest);
    const inner = branches.flatMap((branch) => flatten(branch, path));
    return furthest > 0
      ? inner
      : [
          {
            path: pointer(path),
            message: unique(inner)
              .map((each) => each.message)
              .join(", or "),
          },
        ];
  });
}

const pointer = (path: Path): string => formatPointer(path.map(String));

function unique(issues: readonly InputIssue[]): InputIssue[] {
  return [...new Map(issues.map((each) => [`${each.path}\n${each.message}`, each])).values()];
}
