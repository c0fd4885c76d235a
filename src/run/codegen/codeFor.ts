import { assertNever } from "#src/lib/assert.ts";
import { ok, type Result } from "#src/lib/result.ts";
import { clientCode } from "./clientCode.ts";
import { curlCode } from "./curl.ts";
import { fetchCode } from "./fetchCode.ts";
import { httpxCode } from "./httpxCode.ts";
import { pythonPackageCode } from "./pythonPackageCode.ts";
import type { CodeRequest } from "./types.ts";

/** What code can be made for. */
export type CodeKind = "curl" | "fetch" | "client" | "httpx" | "python-package";

/** One choice, as the user sees it. */
export interface CodeChoice {
  readonly kind: CodeKind;
  readonly label: string;
  /** The language by the name that editors know. */
  readonly language: "shell" | "javascript" | "typescript" | "python";
  /** What a file with it is best called. */
  readonly fileName: string;
}

/** All choices, in the order to offer them. */
export const CODE_CHOICES: readonly CodeChoice[] = [
  { kind: "curl", label: "curl", language: "shell", fileName: "run.sh" },
  { kind: "fetch", label: "fetch", language: "javascript", fileName: "run.mjs" },
  { kind: "client", label: "@ag-ui/client", language: "typescript", fileName: "run.ts" },
  { kind: "httpx", label: "Python, httpx", language: "python", fileName: "run.py" },
  { kind: "python-package", label: "Python, ag-ui-protocol", language: "python", fileName: "run.py" },
];

/** Code that sends a request once more, or one sentence on why there is none of this kind. */
export function codeFor(kind: CodeKind, request: CodeRequest): Result<string> {
  switch (kind) {
    case "curl":
      return ok(curlCode(request));
    case "fetch":
      return ok(fetchCode(request));
    case "client":
      return clientCode(request);
    case "httpx":
      return ok(httpxCode(request));
    case "python-package":
      return pythonPackageCode(request);
    default:
      return assertNever(kind);
  }
}
