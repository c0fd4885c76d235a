import { addressOrigin } from "#src/store/address.ts";
import {
  headersFromElsewhere,
  headersInUse,
  NO_PROFILE,
  profileInUse,
  profileLeftOut,
} from "#src/store/headerProfiles.ts";
import type { HeaderProfile } from "#src/store/headerTypes.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { CardField } from "./CardField.tsx";
import styles from "./fields.module.css";

/** Which set of headers is sent, and to whom. */
export function HeaderProfileFields() {
  const store = useScopeStore();
  const profiles = useScope((state) => state.profiles);
  const profile = useScope(profileInUse);
  const hasLoose = useScope((state) => (state.profiles[0]?.headers.length ?? 0) > 0);
  const isNamed = profile.id !== NO_PROFILE;
  const { selectProfile, addProfile } = store.getState();
  return (
    <>
      <div className={styles.bar}>
        <select
          className={`${controls.field} ${styles.select}`}
          aria-label="Header profile"
          value={profile.id}
          onChange={(event) => selectProfile(event.target.value)}
        >
          {profiles.map((each) => (
            <ProfileOption key={each.id} profile={each} />
          ))}
        </select>
        {isNamed || !hasLoose ? (
          <Button size="sm" onClick={() => addProfile()}>
            New profile
          </Button>
        ) : (
          <Button size="sm" onClick={() => addProfile("headers")}>
            Make a profile
          </Button>
        )}
      </div>
      {isNamed && <ProfileCard profile={profile} />}
      <ProfileNotes />
    </>
  );
}

/** A profile for another origin cannot be chosen here: that is what it is for. */
function ProfileOption({ profile: { id, name, origin } }: { readonly profile: HeaderProfile }) {
  const isElsewhere = useScope((state) => origin !== undefined && origin !== addressOrigin(state));
  return (
    <option value={id} disabled={isElsewhere}>
      {id === NO_PROFILE ? "No profile" : `${name || "Unnamed"}${isElsewhere ? ` (${origin} only)` : ""}`}
    </option>
  );
}

/** The name of a profile, whom it is for, and the way to be rid of it. */
function ProfileCard({ profile: { id, name, origin } }: { readonly profile: HeaderProfile }) {
  const { editProfile, removeProfile } = useScopeStore().getState();
  const here = useScope(addressOrigin);
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <CardField
          label="Profile name"
          placeholder="profile name"
          value={name}
          onText={(text) => editProfile(id, { name: text })}
        />
        <RemoveButton icon="trash" label={`Delete the profile ${name}`} onRemove={() => removeProfile(id)} />
      </div>
      <div className={styles.row}>
        <label className={styles.check}>
          <input
            type="checkbox"
            className={controls.tick}
            checked={origin !== undefined}
            disabled={origin === undefined && here === undefined}
            onChange={(event) => editProfile(id, { origin: event.target.checked ? here : undefined })}
          />
          <span className={styles.clip}>only for {origin ?? here ?? "the endpoint"}</span>
        </label>
      </div>
    </div>
  );
}

/** What the user must know about where values go. */
function ProfileNotes() {
  const leftOut = useScope(profileLeftOut);
  const headers = useScope(headersInUse);
  const origin = useScope(addressOrigin);
  const here = origin ?? "this endpoint";
  return (
    <>
      {leftOut !== undefined && (
        <p className={styles.warning} role="note">
          “{leftOut.name}” is for {leftOut.origin} only: its headers are not sent to {here}.
        </p>
      )}
      {headersFromElsewhere(headers, origin).map(({ id, name, enteredFor }) => (
        <p key={id} className={styles.warning} role="note">
          {name || "A value"} was entered for {enteredFor} and goes to {here} too. A profile keeps it to one of them.
        </p>
      ))}
    </>
  );
}
