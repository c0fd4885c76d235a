import { useId } from "react";
import { parseAddress, variablesOf } from "#src/run/addressTemplate/parseAddress.ts";
import { addressOf, addressProblem } from "#src/store/address.ts";
import { FieldGroup } from "#src/ui/panels/input/Field.tsx";
import fields from "#src/ui/panels/input/fields.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";

/** The variables of an address that has some: a field for each of its path, what it means now, and what is wrong with it. */
export function AddressFields() {
  const store = useScopeStore();
  const base = useId();
  const endpoint = useScope((state) => state.endpoint);
  const values = useScope((state) => state.pathValues);
  const { shown, problems } = useScope(addressOf);
  const problem = useScope(addressProblem);
  const names = variablesOf(parseAddress(endpoint), "path");
  const wrong = problems.filter(({ severity }) => severity === "error").map(({ message }) => message);
  // What is wrong with the address as a whole is known only once it is filled.
  const told = wrong.length === 0 && problem !== undefined ? [problem] : wrong;
  return (
    <FieldGroup label="Address">
      {names.length > 0 && (
        <div className={fields.card}>
          {names.map((name, at) => (
            <div key={name} className={fields.row}>
              <label className={fields.prefix} htmlFor={`${base}-${at}`}>
                {`{${name}}`}
              </label>
              <input
                id={`${base}-${at}`}
                className={fields.inner}
                aria-label={`Value of ${name}`}
                aria-invalid={(values[name] ?? "") === "" || undefined}
                spellCheck={false}
                autoComplete="off"
                placeholder="value"
                value={values[name] ?? ""}
                onChange={({ target }) => store.getState().setPathValue(name, target.value)}
              />
            </div>
          ))}
        </div>
      )}
      <p className={fields.preview}>{shown}</p>
      {told.map((message) => (
        <p key={message} className={fields.error}>
          {message}
        </p>
      ))}
      {problems.map(
        ({ severity, from, message }) =>
          severity === "warning" && (
            <p key={from} className={fields.warning} role="note">
              {message}
            </p>
          ),
      )}
    </FieldGroup>
  );
}
