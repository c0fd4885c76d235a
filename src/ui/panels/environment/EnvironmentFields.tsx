import { useState } from "react";
import { environmentProblems } from "#src/run/addressTemplate/environmentProblems.ts";
import type { Environment, EnvironmentVariable } from "#src/run/addressTemplate/types.ts";
import { addressOrigin } from "#src/store/address.ts";
import { freeName } from "#src/store/freeName.ts";
import { Button } from "#src/ui/components/Button.tsx";
import controls from "#src/ui/components/controls.module.css";
import { RemoveButton } from "#src/ui/components/RemoveButton.tsx";
import { FieldAction, FieldGroup } from "#src/ui/panels/input/Field.tsx";
import { CardField } from "#src/ui/panels/input/CardField.tsx";
import fields from "#src/ui/panels/input/fields.module.css";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { secretsElsewhere } from "./secretsElsewhere.ts";
import { VariableRow } from "./VariableRow.tsx";

/** Which set of values addresses, headers and texts take theirs from, and its editor. */
export function EnvironmentFields() {
  const store = useScopeStore();
  const environments = useScope((state) => state.environments);
  const environment = useScope((state) => state.environments.find(({ id }) => id === state.environmentId));
  const make = (): void => {
    const name = freeName(
      "Environment",
      environments.map((each) => each.name),
    );
    store.getState().addEnvironment({ name, variables: [{ name: "", value: "", secret: false }] });
  };
  return (
    <FieldGroup label="Environment">
      <div className={fields.bar}>
        <select
          className={`${controls.field} ${fields.select}`}
          aria-label="Environment in use"
          value={environment?.id ?? ""}
          onChange={({ target }) => store.getState().chooseEnvironment(target.value)}
        >
          <option value="">No environment</option>
          {environments.map(({ id, name }) => (
            <option key={id} value={id}>
              {name || "Unnamed"}
            </option>
          ))}
        </select>
        <Button size="sm" aria-label="New environment" onClick={make}>
          New
        </Button>
      </div>
      {environment && <EnvironmentCard key={environment.id} environment={environment} />}
      <p className={fields.note}>
        {environment
          ? "Secrets stay in memory; recordings, exports and code hold their names only."
          : "A set of values for addresses, headers, context and forwarded props, written as ${NAME}."}
      </p>
    </FieldGroup>
  );
}

function EnvironmentCard({ environment }: { readonly environment: Environment }) {
  const { id, name, variables } = environment;
  const store = useScopeStore();
  // A row that was asked for takes the focus; those that were there do not.
  const [newRow, setNewRow] = useState(-1);
  /** The places of the secrets that can be read. Kept here, so that none takes over another's place and is read instead. */
  const [shown, setShown] = useState<readonly number[]>([]);
  const problems = environmentProblems(environment);
  const elsewhere = useScope(secretsElsewhere);
  const here = useScope(addressOrigin);
  const change = (next: readonly EnvironmentVariable[]): void =>
    store.getState().changeEnvironment(id, { variables: next });
  const edit = (at: number, part: Partial<EnvironmentVariable>): void => {
    const { pageOrigin } = store.getState();
    change(variables.map((each, index) => (index === at ? withOrigin(each, part, here, pageOrigin) : each)));
  };
  return (
    <>
      <div className={fields.card}>
        <div className={fields.row}>
          <CardField
            label="Environment name"
            placeholder="environment name"
            value={name}
            onText={(text) => store.getState().changeEnvironment(id, { name: text })}
          />
          <RemoveButton
            icon="trash"
            label={`Delete the environment ${name}`}
            onRemove={() => store.getState().removeEnvironment(id)}
          />
        </div>
        {variables.map((variable, at) => (
          // The place is all that tells two variables apart while they are being named.
          <VariableRow
            key={at}
            variable={variable}
            place={at + 1}
            isNew={at === newRow}
            problem={variable.name === "" && variable.value === "" ? undefined : problems.get(at)}
            isShown={shown.includes(at)}
            onShow={(isShown) => setShown(isShown ? [...shown, at] : shown.filter((place) => place !== at))}
            onChange={(part) => edit(at, part)}
            onRemove={() => {
              setShown([]);
              change(variables.filter((_, index) => index !== at));
            }}
          />
        ))}
        <div className={fields.row}>
          <span className={fields.check}>
            <FieldAction
              label="+ add variable"
              onClick={() => {
                setNewRow(variables.length);
                change([...variables, { name: "", value: "", secret: false }]);
              }}
            >
              + add
            </FieldAction>
          </span>
        </div>
      </div>
      {elsewhere.map(({ name: secret, enteredFor }) => (
        <p key={secret} className={fields.warning} role="note">
          {secret} was entered for {enteredFor} and goes to {here ?? "this endpoint"} too. An environment for each
          server keeps them apart.
        </p>
      ))}
    </>
  );
}

/** A variable with the origin that its secret was entered for. */
function withOrigin(
  before: EnvironmentVariable,
  part: Partial<EnvironmentVariable>,
  here: string | undefined,
  pageOrigin: string,
): EnvironmentVariable {
  const { enteredFor, ...next } = { ...before, ...part };
  const origin = next.value === before.value ? enteredFor : here === pageOrigin ? undefined : here;
  return origin === undefined ? next : { ...next, enteredFor: origin };
}
