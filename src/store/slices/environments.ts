import type { StateCreator } from "zustand/vanilla";
import type { StoreDeps } from "#src/store/deps.ts";
import type { EnvironmentsSlice, RequestProfilesSlice } from "#src/store/environmentTypes.ts";
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
  });
