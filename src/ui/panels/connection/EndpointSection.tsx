import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import type { Discovery, CapabilitiesReport } from "#src/run/discovery/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { SheetNote, SheetSection } from "./SheetSection.tsx";
import styles from "./EndpointSection.module.css";

/** What the endpoint says it is, when it is asked. */
export function EndpointSection() {
  const { discover, pickChoice } = useScopeStore().getState();
  const origin = useScope((state) => endpointOrigin(state.endpoint));
  const discovery = useScope((state) => state.discovery);
  const known = discovery && endpointOrigin(discovery.endpoint) === origin ? discovery : undefined;
  const isAsking = known?.status === "asking";
  return (
    <SheetSection
      title="What the endpoint is"
      aside={
        <Button size="sm" disabled={isAsking} onClick={() => void discover()}>
          {isAsking ? "Asking…" : "Ask the endpoint what it is"}
        </Button>
      }
    >
      {known === undefined && (
        <SheetNote>
          Asks for CopilotKit’s info, capabilities and a list of agents, with the headers of a run. Nothing is asked
          until you press.
        </SheetNote>
      )}
      {known?.status === "failed" && <SheetNote tone="warn">{known.problem}</SheetNote>}
      {known?.found && <Found found={known.found} onPick={pickChoice} />}
    </SheetSection>
  );
}

interface FoundProps {
  readonly found: Discovery;
  readonly onPick: (choice: Discovery["choices"][number]) => void;
}

function Found({ found: { choices, runtime, capabilities, evidence }, onPick }: FoundProps) {
  const isNothing = choices.length === 0 && !runtime && !capabilities;
  return (
    <>
      <div role="status">
        {isNothing && (
          <SheetNote>It answers none of the questions, as most agents do. It can be run all the same.</SheetNote>
        )}
        {runtime && (
          <SheetNote>
            CopilotKit runtime{runtime.version && ` ${runtime.version}`} at {runtime.base},{" "}
            {runtime.mode === "single" ? "single route: each call goes there in an envelope" : "a route for each agent"}
            .
          </SheetNote>
        )}
      </div>
      {choices.length > 0 && (
        <ul className={styles.list} aria-label="Agents found">
          {choices.map((choice) => (
            <li key={`${choice.call} ${choice.url} ${choice.title}`} className={styles.row}>
              <span className={styles.name}>
                {choice.title} <span className={styles.call}>{choice.call}</span>
              </span>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Use ${choice.title}, ${choice.call}`}
                onClick={() => onPick(choice)}
              >
                Use
              </Button>
            </li>
          ))}
        </ul>
      )}
      {capabilities && <Capabilities report={capabilities} />}
      <details className={styles.details}>
        <summary>What was asked, and what came</summary>
        <ul className={styles.evidence}>
          {evidence.map(({ asked, came, found }) => (
            <li key={asked}>
              <code>{asked}</code>
              <span className={found ? styles.found : styles.came}>{came}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function Capabilities({ report: { yes, no, json } }: { readonly report: CapabilitiesReport }) {
  return (
    <details className={styles.details}>
      <summary>
        Capabilities: {yes.length} it has, {no.length} it has not
      </summary>
      {yes.length > 0 && <p>Has {yes.join(", ")}.</p>}
      {no.length > 0 && <p>Has not {no.join(", ")}.</p>}
      <textarea
        className={styles.json}
        readOnly
        rows={8}
        aria-label="The capabilities as they came"
        value={JSON.stringify(json, undefined, 2)}
      />
    </details>
  );
}
