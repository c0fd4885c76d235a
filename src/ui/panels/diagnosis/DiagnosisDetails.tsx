import { useMemo, useState } from "react";
import { corsSnippets } from "#src/run/diagnosis/corsSnippets.ts";
import { evidenceOf } from "#src/run/diagnosis/evidence.ts";
import { factsOf } from "#src/run/diagnosis/facts.ts";
import type { CorsMend, Diagnosis } from "#src/run/diagnosis/types.ts";
import { CopyButton } from "#src/ui/components/CopyButton.tsx";
import { Tabs } from "#src/ui/components/Tabs.tsx";
import { useReading } from "#src/ui/useScope.ts";
import styles from "./DiagnosisBody.module.css";

/** Characters of a body that are shown here; the Timeline has the rest. */
const BODY_SHOWN = 600;

/** What a diagnosis rests on, line by line, and the change to the server that mends it. */
export function DiagnosisDetails({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const reading = useReading();
  const facts = useMemo(() => factsOf(reading, reading.log.exchanges.length - 1), [reading]);
  if (!facts) return null;
  const lines = evidenceOf(facts, diagnosis);
  const status = facts.exchange.response?.status ?? 0;
  const body = facts.isDocument || status > 299 ? facts.bodyStart.trim() : "";
  const shown = body.length > BODY_SHOWN ? `${body.slice(0, BODY_SHOWN)}…` : body;
  return (
    <div className={styles.details}>
      <ul aria-label="Evidence" className={styles.evidence}>
        {lines.map((line, index) => (
          // Lines may repeat, and never move.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>{line}</li>
        ))}
      </ul>
      {shown !== "" && (
        <pre aria-label="Start of the body" className={styles.code}>
          {shown}
        </pre>
      )}
      {diagnosis.mend && <Mend mend={diagnosis.mend} url={facts.exchange.request.url} />}
    </div>
  );
}

function Mend({ mend, url }: { readonly mend: CorsMend; readonly url: string }) {
  const snippets = corsSnippets(mend, pathOf(url));
  const [selected, setSelected] = useState(snippets[0]?.framework ?? "");
  return (
    <section aria-label="How to mend it" className={styles.block}>
      <p>Let the agent’s server allow this page, {mend.origin}. Sending through the relay needs no change.</p>
      <div className={styles.mend}>
        <Tabs
          label="Framework"
          selected={selected}
          onSelect={setSelected}
          items={snippets.map(({ framework, place, text }) => ({
            id: framework,
            title: framework,
            content: (
              <div className={styles.snippet}>
                <p className={styles.place}>{place}</p>
                <CopyButton text={text} label={`Copy the lines for ${framework}`} />
                <pre className={styles.code}>{text}</pre>
              </div>
            ),
          }))}
        />
      </div>
    </section>
  );
}

function pathOf(url: string): string {
  try {
    return new URL(url).pathname;
  } catch {
    return "/";
  }
}
