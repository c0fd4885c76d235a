import type { HeaderField } from "#src/run/types.ts";

/** A named set of headers. */
export interface HeaderProfile {
  readonly id: string;
  /** Empty for the set that is used while no profile is. */
  readonly name: string;
  /** The only origin that its headers are sent to; absent for any. */
  readonly origin: string | undefined;
  readonly headers: readonly HeaderField[];
}

/** What is sent along with every run. `profileInUse` and `headersInUse` say what that is for the endpoint. */
export interface HeadersSlice {
  /** The first is the set without a name, which is always there and for any endpoint. */
  readonly profiles: readonly HeaderProfile[];
  /** The one that the user chose. */
  readonly profileId: string;
  /** Changes the headers of the profile in use. */
  readonly setHeaders: (headers: readonly HeaderField[]) => void;
  readonly selectProfile: (id: string) => void;
  /** Makes a profile for the endpoint's origin, without headers or with those of the set without a name, and chooses it. */
  readonly addProfile: (from?: "headers") => void;
  readonly editProfile: (id: string, change: Partial<Pick<HeaderProfile, "name" | "origin">>) => void;
  readonly removeProfile: (id: string) => void;
}
