import { addressOrigin } from "#src/store/address.ts";
import { endpointOrigin } from "#src/store/endpointOrigin.ts";
import type { Discovery, CapabilitiesReport } from "#src/run/discovery/types.ts";
import { Button } from "#src/ui/components/Button.tsx";
import { useScope, useScopeStore } from "#src/ui/useScope.ts";
import { SheetList, SheetNote, SheetRow, SheetSection } from "./SheetSection.tsx";
import styles from "./EndpointSection.module.css";

/** What the endpoint says it is, when it is asked. */
export function EndpointSection() {
  const { discover, pickChoice } = useScopeStore().getState();
  const origin = useScope(addressOrigin);
  const discovery = useScope((state) => state.discovery);
  const known = discovery && endpointOrigin(discovery.endpoint) === origin ? discovery : undefined;
  const isAsking = known?.status === "asking";
  return (
    <SheetSection
      title="Agents and capabilities"
      aside={
        <Button size="sm" disabled={isAsking} onClick={() => void discover()}>
          {isAsking ? "Looking…" : "Look for agents"}
        </Button>
      }
    >
      {known === undefined && (
        <SheetNote>
          Asks the endpoint for CopilotKit’s info, a list of agents and its capabilities, with the headers of a run.
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
        {isNothing && <SheetNote>It names none, as most agents do. It can be run all the same.</SheetNote>}
        {runtime && (
          <SheetNote>
            CopilotKit runtime{runtime.version && ` ${runtime.version}`} at {runtime.base},{" "}
            {runtime.mode === "single" ? "single route: each call goes there in an envelope" : "a route for each agent"}
            .
          </SheetNote>
        )}
      </div>
      {choices.length > 0 && (
        <SheetList label="Agents found">
          {choices.map((choice) => (
            <SheetRow
              key={`${choice.call} ${choice.url} ${choice.title}`}
              action={
                <Button
                  size="sm"
                  variant="ghost"
                  aria-label={`Use ${choice.title}, ${choice.call}`}
                  onClick={() => onPick(choice)}
                >
                  Use
                </Button>
              }
            >
              {choice.title} <span className={styles.call}>{choice.call}</span>
            </SheetRow>
          ))}
        </SheetList>
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
