import type { ErrorIssue } from "#src/protocol/errorIssues.ts";
import type { Exchange } from "#src/recording/types.ts";
import type { WireHeader } from "#src/transport/types.ts";

/** What was found to be the trouble. */
export type DiagnosisCode =
  // No answer.
  | "refused"
  | "dns"
  | "mixed-content"
  | "cors"
  | "tls"
  | "timeout"
  | "network"
  | "not-http"
  | "page-server-gone"
  | "not-allowed"
  | "unreachable"
  // An answer that is no stream.
  | "http-version"
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "method-not-allowed"
  | "redirect"
  | "media-type"
  | "invalid-request"
  | "silent-500"
  | "too-many-requests"
  | "http-status"
  | "html"
  | "not-a-stream"
  | "empty-body"
  | "no-events"
  | "compressed"
  // A stream that went wrong, or came in an unhappy way.
  | "broken"
  | "no-terminal"
  | "run-error"
  | "buffered"
  | "slow-headers"
  | "stalled"
  | "redirected"
  | "content-type";

/** Something that the user can do about it with one press. */
export type Offer =
  /** Send it again through the relay, or without it. */
  | { readonly type: "use-relay" | "use-direct" }
  /** Ask the address with OPTIONS through the relay, which sees what a browser hides. */
  | { readonly type: "look-behind" }
  /** Ask the usual paths of the server whether an agent is there; no run is started. */
  | { readonly type: "try-paths" }
  | { readonly type: "use-url"; readonly url: string }
  /** `at`: milliseconds since the Unix epoch. */
  | { readonly type: "retry-after"; readonly at: number }
  | { readonly type: "edit-request" }
  | { readonly type: "add-header"; readonly name: string };

/** The change to the agent's server that lets this page in; `corsSnippets.ts` writes it out for each framework. */
export interface CorsMend {
  /** The origin to allow: this page's. */
  readonly origin: string;
  /** The header names that the request needs, in lower case. */
  readonly headers: readonly string[];
}

/** Why a run failed, or what is wrong with one that did not. */
export interface Diagnosis {
  readonly code: DiagnosisCode;
  /** A `hint` is about a run that did not fail. */
  readonly severity: "error" | "hint";
  /** A few words for the status bar. */
  readonly short: string;
  /** One or two sentences: what happened, where, and what to do. */
  readonly sentence: string;
  readonly mend?: CorsMend;
  readonly offers: readonly Offer[];
  /** What the finding rests on, line by line, beside what the exchange itself shows. */
  readonly evidence: readonly string[];
  /** What the agent says about members of the body that was sent. */
  readonly issues: readonly ErrorIssue[];
}

/** All that a diagnosis rests on. */
export interface ExchangeFacts {
  readonly exchange: Exchange;
  /** The address of the page that sent it; undefined outside a browser and for files. */
  readonly pageUrl: string | undefined;
  /** The first 4 KiB of the body as text. */
  readonly bodyStart: string;
  readonly frames: number;
  /** How many of the frames are comments. */
  readonly comments: number;
  /** True when the body was no stream of any kind: one document. */
  readonly isDocument: boolean;
  /** How the run in it ended; undefined when no run began. */
  readonly run: { readonly status: string; readonly message: string; readonly code: string | undefined } | undefined;
  /** The start of the last frame's text, where that is no event of AG-UI: often what a server writes into a stream that it gives up. */
  readonly lastText: string;
  /** When frames came, in milliseconds since the request; undefined without any. */
  readonly arrivals: Arrivals | undefined;
  /** What fault rules or the user at a breakpoint did to the answer; undefined where it passed as it came. */
  readonly injected: { readonly places: number; readonly last: string } | undefined;
}

/** When the frames of an exchange came. */
export interface Arrivals {
  readonly first: number;
  readonly last: number;
  /** How many network reads brought them. */
  readonly reads: number;
  /** The type of the last event, where it is one. */
  readonly lastType: string | undefined;
  /** How long the agent took to make them by its own timestamps, in milliseconds; 0 when it gives none. */
  readonly madeIn: number;
}

/** What an OPTIONS request through the relay got. */
export type Probe =
  | {
      readonly status: number;
      readonly statusText: string;
      readonly headers: readonly WireHeader[];
      /** Where the relay was led by redirects, which a browser does not follow in a preflight. */
      readonly redirectedTo?: string;
    }
  | { readonly failure: string; readonly message: string };
