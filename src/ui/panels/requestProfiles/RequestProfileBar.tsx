import { useMemo, useRef, useState } from "react";
import type { RequestProfile } from "#src/store/environmentTypes.ts";
import { freeName } from "#src/store/freeName.ts";
import { readRequestProfile } from "#src/store/readRequestProfile.ts";
import { applyProfile, isApplied, settingOf, tooLargeToKeep, type RequestSetting } from "#src/store/requestProfiles.ts";
import controls from "#src/ui/components/controls.module.css";
import { FileInput } from "#src/ui/components/FileInput.tsx";
import { MenuButton } from "#src/ui/components/MenuButton.tsx";
import { NameField } from "#src/ui/components/NameField.tsx";
import fields from "#src/ui/panels/input/fields.module.css";
import { newRowId } from "#src/ui/panels/input/newRowId.ts";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { exportAsFile } from "./exportAsFile.ts";
import { useSetting } from "./useSetting.ts";

/** Requests under a name: which one is applied, and what can be done with it. */
export function RequestProfileBar() {
  const store = useScopeStore();
  const profiles = useScope((state) => state.requestProfiles);
  const kept = useScope((state) => state.requestProfiles.find(({ id }) => id === state.requestProfileId));
  const profile = useMemo(() => kept && readRequestProfile(kept, kept.id), [kept]);
  const setting = useSetting();
  const [isNaming, setNaming] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isSame = useMemo(() => profile === undefined || isApplied(setting, profile), [setting, profile]);
  const replace = (change: Partial<RequestProfile>): void => {
    if (!profile) return;
    const next = profiles.map((each) => (each.id === profile.id ? { ...each, ...change } : each));
    store.getState().setRequestProfiles(next, profile.id);
  };
  const apply = (chosen: RequestProfile | undefined): void => {
    store.getState().setRequestProfiles(store.getState().requestProfiles, chosen?.id ?? "");
    const gone = chosen ? applyProfile(store.getState(), chosen, newRowId) : [];
    if (gone.length === 0) return;
    const text = `“${chosen?.name ?? ""}” was applied without ${gone.join(" and ")}, which ${gone.length > 1 ? "are" : "is"} not here any more.`;
    store.getState().notify({ severity: "info", text });
  };
  /** Does something with the request as it stands, where it can be kept. */
  const keep = (how: (setting: RequestSetting) => void): void => {
    const now = settingOf(store.getState());
    const problem = tooLargeToKeep(now);
    if (problem === undefined) how(now);
    else store.getState().notify({ severity: "error", text: problem });
  };
  const addNew = (): void => {
    const name = freeName(
      "Request",
      profiles.map((each) => each.name),
    );
    keep((now) => {
      store.getState().addRequestProfile({ ...now, name });
      setNaming(true);
    });
  };
  const take = async (file: File): Promise<void> => {
    const text = await file.text().catch(() => "");
    const read = await store.getState().importRequestProfile(text);
    if (read.ok) apply(read.value);
    else store.getState().notify({ severity: "error", text: `“${file.name}” was not imported. ${read.error}` });
  };
  const focusOpener = (): void => void requestAnimationFrame(() => opener.current?.focus());
  return (
    <div className={fields.bar}>
      {isNaming && profile ? (
        <NameField
          label="Name of the request profile"
          className={fields.select}
          name={profile.name}
          onEnd={(name, byKey) => {
            setNaming(false);
            if (name !== "") replace({ name });
            if (byKey) focusOpener();
          }}
        />
      ) : (
        <select
          className={`${controls.field} ${fields.select}`}
          aria-label="Request profile"
          value={profile?.id ?? ""}
          onChange={({ target }) => {
            const chosen = profiles.find(({ id }) => id === target.value);
            apply(chosen && readRequestProfile(chosen, chosen.id));
          }}
        >
          <option value="">No request profile</option>
          {profiles.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
              {id === profile?.id && !isSame ? " (changed)" : ""}
            </option>
          ))}
        </select>
      )}
      <MenuButton
        ref={opener}
        label="Actions for the request profile"
        items={() => [
          { label: "Keep as a new profile", icon: "plus", run: addNew },
          {
            label: "Keep the changes",
            icon: "check",
            disabled: isSame,
            run: () => keep(replace),
          },
          { label: "Undo the changes", icon: "previous", disabled: isSame, run: () => apply(profile) },
          { label: "Rename", icon: "file", disabled: !profile, run: () => setNaming(true) },
          { label: "Import from a file", icon: "open", startsGroup: true, run: () => picker.current?.click() },
          {
            label: "Export as a file",
            icon: "save",
            disabled: !profile,
            run: () => profile && exportAsFile(profile, store.getState()),
          },
          {
            label: "Delete",
            icon: "trash",
            disabled: !profile,
            startsGroup: true,
            run: () => {
              const left = profiles.filter(({ id }) => id !== profile?.id);
              store.getState().setRequestProfiles(left, "");
            },
          },
        ]}
      />
      <FileInput ref={picker} accept=".json,application/json" onFile={(file) => void take(file)} />
    </div>
  );
}
