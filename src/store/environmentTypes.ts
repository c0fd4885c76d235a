import type { Result } from "#src/lib/result.ts";
import type { Environment } from "#src/run/addressTemplate/types.ts";
import type { BodyForm } from "#src/run/bodyForm/bodyForm.ts";
import type { ContextField } from "#src/run/types.ts";

/** What addresses, headers and texts of the request may use by name. Kept in this browser, without the values of secrets. */
export interface EnvironmentsSlice {
  readonly environments: readonly Environment[];
  /** The one in use; empty for none. */
  readonly environmentId: string;
  /** The values of the path variables of addresses, by name. */
  readonly pathValues: Readonly<Record<string, string>>;
  /** True once the code that fills in variables is there. Read it where what `address.ts` gives is remembered. */
  readonly canFill: boolean;
  readonly chooseEnvironment: (id: string) => void;
  /** Adds one with a new id, puts it in use, and gives the id. */
  readonly addEnvironment: (environment: Omit<Environment, "id">) => string;
  readonly changeEnvironment: (id: string, change: Partial<Omit<Environment, "id">>) => void;
  readonly removeEnvironment: (id: string) => void;
  readonly setPathValue: (name: string, value: string) => void;
}

/** What is sent as `state`: that of the conversation, a text, or nothing. */
export type StateChoice =
  { readonly kind: "conversation" } | { readonly kind: "edited"; readonly text: string } | { readonly kind: "none" };

/** A request under a name, without its message. It points to headers and environment, so it holds no secret. */
export interface RequestProfile {
  readonly id: string;
  readonly name: string;
  /** As typed, with its variables. */
  readonly endpoint: string;
  readonly pathValues: Readonly<Record<string, string>>;
  readonly headerProfileId: string;
  /** Empty for none. */
  readonly environmentId: string;
  readonly forwardedPropsText: string;
  readonly context: readonly Omit<ContextField, "id">[];
  readonly state: StateChoice;
  /** Undefined for as it is built. */
  readonly bodyForm: BodyForm | undefined;
}

/** A request profile as it was kept: only its name is certain. `readRequestProfile` reads the rest. */
export type KeptRequestProfile = Pick<RequestProfile, "id" | "name"> & {
  readonly [Part in Exclude<keyof RequestProfile, "id" | "name">]?: unknown;
};

/** The request profiles of this browser. What they do is in `requestProfiles.ts`, which comes with their menu. */
export interface RequestProfilesSlice {
  readonly requestProfiles: readonly KeptRequestProfile[];
  /** The one that was applied last; empty for none. */
  readonly requestProfileId: string;
  /** Changes the list and says which is applied. */
  readonly setRequestProfiles: (profiles: readonly KeptRequestProfile[], id: string) => void;
  /** Adds one with a new id, and says that it is applied. */
  readonly addRequestProfile: (profile: Omit<RequestProfile, "id">) => void;
  /** Adds what a file holds, headers and environment included, and gives the profile, or one sentence on why there is none. It is not applied yet. */
  readonly importRequestProfile: (text: string) => Promise<Result<RequestProfile>>;
}
