/** One value that addresses, headers and texts of the request may use by name. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  /** Never shown, kept or put into code; what would hold it holds its name instead. */
  readonly secret: boolean;
  /** The origin that a secret was entered for; absent where there was none, or for the page's own server. */
  readonly enteredFor?: string;
}

/** A named set of values: "local", "staging". */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly variables: readonly EnvironmentVariable[];
}

/** Something about an address or an environment. An `error` leaves no address to send to; a `warning` is only said. */
export interface AddressProblem {
  readonly severity: "error" | "warning";
  /** The place in the template, in UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  /** What is wrong and what to do. Holds no value of a variable. */
  readonly message: string;
}
