import { useId } from "react";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { Field } from "./Field.tsx";
import { JsonText } from "./JsonText.tsx";

/** What the agent is given along as it is. */
export function ForwardedPropsField() {
  const store = useScopeStore();
  const id = useId();
  const text = useScope((state) => state.draft.forwardedPropsText);
  return (
    <Field label="Forwarded props" htmlFor={id}>
      <JsonText
        id={id}
        value={text}
        placeholder="{}"
        onChange={(forwardedPropsText) => store.getState().editDraft({ forwardedPropsText })}
      />
    </Field>
  );
}
