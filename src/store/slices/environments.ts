import type { StateCreator } from "zustand/vanilla";
import { err, ok } from "#src/lib/result.ts";
import { hasAddressCode } from "#src/store/address.ts";
import type { StoreDeps } from "#src/store/deps.ts";
import type { EnvironmentsSlice, RequestProfilesSlice } from "#src/store/environmentTypes.ts";
import { partNotLoaded } from "#src/store/partNotLoaded.ts";
import type { ScopeState } from "#src/store/types.ts";

type Initial = Pick<EnvironmentsSlice, "environments" | "environmentId" | "pathValues"> &
  Pick<RequestProfilesSlice, "requestProfiles" | "requestProfileId">;

/** Environments, the values of path variables, and the request profiles that point to them. */
export const createEnvironmentsSlice =
  (
    { newId }: Pick<StoreDeps, "newId">,
    { environments, environmentId, pathValues, requestProfiles, requestProfileId }: Initial,
  ): StateCreator<ScopeState, [], [], EnvironmentsSlice & RequestProfilesSlice> =>
  (set, get) => ({
    environments,
    environmentId,
    pathValues,
    canFill: hasAddressCode(),
    requestProfiles,
    requestProfileId,
    chooseEnvironment(id) {
      set({ environmentId: id });
    },
    addEnvironment(environment) {
      const id = newId();
      set({ environments: [...get().environments, { ...environment, id }], environmentId: id });
      return id;
    },
    changeEnvironment(id, change) {
      set({ environments: get().environments.map((each) => (each.id === id ? { ...each, ...change } : each)) });
    },
    removeEnvironment(id) {
      const left = get().environments.filter((each) => each.id !== id);
      set({ environments: left, ...(get().environmentId === id && { environmentId: "" }) });
    },
    setPathValue(name, value) {
      set({ pathValues: { ...get().pathValues, [name]: value } });
    },
    setRequestProfiles(profiles, id) {
      set({ requestProfiles: profiles, requestProfileId: id });
    },
    addRequestProfile(profile) {
      const id = newId();
      set({ requestProfiles: [...get().requestProfiles, { ...profile, id }], requestProfileId: id });
    },
    async importRequestProfile(text) {
      try {
        const { importProfile } = await import("#src/store/requestProfileFile.ts");
        const read = importProfile(text, newId);
        if (!read.ok) return read;
        const { profile, headers, environment } = read.value;
        const { profiles, environments: known, requestProfiles: others } = get();
        set({
          requestProfiles: [...others, profile],
          ...(headers && { profiles: [...profiles, headers] }),
          ...(environment && { environments: [...known, environment] }),
        });
        return ok(profile);
      } catch (error) {
        return err(partNotLoaded(error));
      }
    },
  });
