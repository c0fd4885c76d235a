import type { StateCreator } from "zustand/vanilla";
import type { HeaderField } from "#src/run/types.ts";
import { addressOrigin } from "#src/store/address.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import { NO_PROFILE, profileInUse } from "#src/store/headerProfiles.ts";
import type { HeaderProfile, HeadersSlice } from "#src/store/headerTypes.ts";
import type { ScopeState } from "#src/store/types.ts";

/** What is sent along with every run. */
export const createHeadersSlice =
  (
    { newId }: StoreDeps,
    initial: Pick<HeadersSlice, "profiles" | "profileId">,
  ): StateCreator<ScopeState, [], [], HeadersSlice> =>
  (set, get) => {
    const change = (id: string, part: Partial<HeaderProfile>): void =>
      set({ profiles: get().profiles.map((profile) => (profile.id === id ? { ...profile, ...part } : profile)) });
    /** The endpoint's origin; undefined for the page's own server, whose agents keep no secret. */
    const origin = (): string | undefined => {
      const found = addressOrigin(get());
      return found === get().pageOrigin ? undefined : found;
    };
    return {
      profiles: initial.profiles,
      profileId: initial.profileId,
      setHeaders(headers) {
        const { id, headers: before } = profileInUse(get());
        change(id, { headers: headers.map((header) => withOrigin(header, before, origin())) });
      },
      selectProfile(profileId) {
        set({ profileId });
      },
      addProfile(from) {
        const { profiles } = get();
        const taken = new Set(profiles.map(({ name }) => name));
        let count = profiles.length;
        while (taken.has(`Profile ${count}`)) count++;
        const unnamed = from === "headers" ? profiles.find(({ id }) => id === NO_PROFILE) : undefined;
        const profile: HeaderProfile = {
          id: newId(),
          name: `Profile ${count}`,
          origin: origin(),
          headers: unnamed?.headers ?? [],
        };
        if (unnamed) change(NO_PROFILE, { headers: [] });
        set({ profiles: [...get().profiles, profile], profileId: profile.id });
      },
      editProfile(id, part) {
        if (id !== NO_PROFILE) change(id, part);
      },
      removeProfile(id) {
        if (id === NO_PROFILE) return;
        set({ profiles: get().profiles.filter((profile) => profile.id !== id), profileId: NO_PROFILE });
      },
    };
  };

/** A header with the origin that its value was entered for. */
function withOrigin(header: HeaderField, before: readonly HeaderField[], origin: string | undefined): HeaderField {
  const known = before.find(({ id }) => id === header.id);
  if (known?.value === header.value) return header;
  const { enteredFor: _, ...rest } = header;
  return origin === undefined ? rest : { ...rest, enteredFor: origin };
}
