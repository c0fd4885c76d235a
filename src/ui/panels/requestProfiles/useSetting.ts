import { useMemo } from "react";
import { settingOf, type RequestSetting } from "#src/store/requestProfiles.ts";
import { useScope } from "#src/ui/useScope.ts";

/** The request as it stands, as a profile would keep it. */
export function useSetting(): RequestSetting {
  const endpoint = useScope((state) => state.endpoint);
  const pathValues = useScope((state) => state.pathValues);
  const profileId = useScope((state) => state.profileId);
  const environments = useScope((state) => state.environments);
  const environmentId = useScope((state) => state.environmentId);
  const bodyForms = useScope((state) => state.bodyForms);
  const draft = useScope((state) => state.draft);
  return useMemo(
    () => settingOf({ endpoint, pathValues, profileId, environments, environmentId, bodyForms, draft }),
    [endpoint, pathValues, profileId, environments, environmentId, bodyForms, draft],
  );
}
